package io.sharetap.event;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;

/**
 * Names a host by a lease table, for networks where addresses wander.
 *
 * @param id what the server of the leases knows it by: its hardware address, DUID, or the name in a table of one's own
 * @param name for people; null: none
 * @param identity stands for the host wherever an address would stand for one that keeps its address
 */
public record LeasedHost(String id, String name, IpAddress identity) {
    /** 0100::/8 is in nobody's use (IANA's registry of IPv6 address space), so no host's address is met there. */
    private static final long PREFIX = 0x01L << 56;

    private static final long BELOW_PREFIX = (1L << 56) - 1;

    /** The host of this id, which is read without regard to case. */
    public static LeasedHost of(String id, String name) {
        MessageDigest sha256 = Digests.sha256();
        ByteBuffer digest =
                ByteBuffer.wrap(sha256.digest(id.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8)));
        return new LeasedHost(id, name, new IpAddress(PREFIX | digest.getLong() & BELOW_PREFIX, digest.getLong()));
    }

    /** What people call it. */
    public String shown() {
        return name == null ? id : name;
    }
}
