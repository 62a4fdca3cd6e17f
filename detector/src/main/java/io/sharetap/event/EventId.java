package io.sharetap.event;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * Makes {@code event.id}: 32 hexadecimal digits that depend on what happened alone, so the same capture gives the same.
 *
 * <p>They are the first half of the SHA-256 over action, time, hosts and the further facts, each with its length before
 * it, so that no two lists of facts read alike.
 */
public final class EventId {
    private static final int ID_BYTES = 16;
    private static final int ABSENT = -1;

    private EventId() {}

    /**
     * The id of one event.
     *
     * @param action {@code event.action}, or {@code alert}
     * @param facts what tells the event from others of the same moment: session id, file id, path; null: unknown
     */
    public static String of(String action, long epochNanos, IpAddress client, IpAddress destination, String... facts) {
        MessageDigest sha256 = Digests.sha256();
        ByteBuffer numbers = ByteBuffer.allocate(5 * Long.BYTES);
        numbers.putLong(epochNanos).putLong(client.high()).putLong(client.low());
        numbers.putLong(destination.high()).putLong(destination.low());
        sha256.update(numbers.flip());
        update(sha256, action);
        for (String fact : facts) {
            update(sha256, fact);
        }
        return HexFormat.of().formatHex(sha256.digest(), 0, ID_BYTES);
    }

    /** Characters as UTF-16, since a name off the wire may hold lone surrogates, which UTF-8 would make alike. */
    private static void update(MessageDigest sha256, String fact) {
        int length = fact == null ? ABSENT : fact.length();
        ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES + Math.max(0, length) * Character.BYTES);
        bytes.putInt(length);
        for (int i = 0; i < length; i++) {
            bytes.putChar(fact.charAt(i));
        }
        sha256.update(bytes.flip());
    }
}
