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
        int length = 5 * Long.BYTES + lengthOf(action);
        for (String fact : facts) {
            length += lengthOf(fact);
        }
        ByteBuffer bytes = ByteBuffer.allocate(length);
        bytes.putLong(epochNanos).putLong(client.high()).putLong(client.low());
        bytes.putLong(destination.high()).putLong(destination.low());
        put(bytes, action);
        for (String fact : facts) {
            put(bytes, fact);
        }
        MessageDigest sha256 = Digests.sha256();
        sha256.update(bytes.array());
        return HexFormat.of().formatHex(sha256.digest(), 0, ID_BYTES);
    }

    private static int lengthOf(String fact) {
        return Integer.BYTES + (fact == null ? 0 : fact.length() * Character.BYTES);
    }

    /** Characters as UTF-16, since a name off the wire may hold lone surrogates, which UTF-8 would make alike. */
    private static void put(ByteBuffer bytes, String fact) {
        int length = fact == null ? ABSENT : fact.length();
        bytes.putInt(length);
        byte[] array = bytes.array();
        int at = bytes.position();
        for (int i = 0; i < length; i++) {
            char each = fact.charAt(i);
            array[at++] = (byte) (each >>> 8);
            array[at++] = (byte) each;
        }
        bytes.position(at);
    }
}
