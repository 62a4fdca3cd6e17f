package io.sharetap.event;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;

/**
 * Names a host by a lease table, for networks whose hosts change their addresses.
 *
 * @param id by which the lease server knows the host: its hardware address, its DUID, or the name in a user's own table
 * @param name for people; null: none
 * @param identity stands for the host wherever an address would stand for a host that keeps its address
 */
public record LeasedHost(String id, String name, IpAddress identity) {
    /**
     * 0100::/8 is unassigned (IANA, Internet Protocol Version 6 Address Space), so it collides with no host's address.
     */
    private static final long PREFIX = 0x01L << 56;

    private static final long BELOW_PREFIX = (1L << 56) - 1;

    /** The host with this id, which is read without regard to case. */
    public static LeasedHost of(String id, String name) {
        MessageDigest sha256 = Digests.sha256();
        ByteBuffer digest =
                ByteBuffer.wrap(sha256.digest(id.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8)));
        return new LeasedHost(id, name, new IpAddress(PREFIX | digest.getLong() & BELOW_PREFIX, digest.getLong()));
    }

    /** The name for people: the host's name or, without one, its id. */
    public String shown() {
        return name == null ? id : name;
    }
}
