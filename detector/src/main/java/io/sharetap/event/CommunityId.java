package io.sharetap.event;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Base64;

/**
 * Makes the Community ID, version 1 with seed 0, of a TCP flow: the same text for both directions.
 *
 * <p>Not thread-safe.
 */
public final class CommunityId {
    private static final byte TCP = 6;
    private static final short SEED = 0;
    private static final String VERSION = "1:";

    private final MessageDigest sha1 = Digests.sha1();
    private final ByteBuffer flow = ByteBuffer.allocate(2 + 16 + 16 + 2 + 4);

    /** {@code network.community_id} of the flow between two TCP endpoints, given in either order. */
    public String of(IpAddress address, int port, IpAddress otherAddress, int otherPort) {
        int byAddress = address.compareTo(otherAddress);
        boolean inOrder = byAddress < 0 || byAddress == 0 && port < otherPort;
        flow.clear();
        flow.putShort(SEED);
        flow.put((inOrder ? address : otherAddress).bytes());
        flow.put((inOrder ? otherAddress : address).bytes());
        flow.put(TCP).put((byte) 0);
        flow.putShort((short) (inOrder ? port : otherPort));
        flow.putShort((short) (inOrder ? otherPort : port));
        sha1.update(flow.flip());
        return VERSION + Base64.getEncoder().encodeToString(sha1.digest());
    }
}
