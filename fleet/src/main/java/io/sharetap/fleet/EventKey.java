package io.sharetap.fleet;

import io.sharetap.event.IpAddress;
import io.sharetap.event.SensorEvent;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Makes the key under which an event waits: bytes that sort like events, by time, client and destination, and, where
 * these are the same, by a hash of the record.
 */
final class EventKey {
    static final int LENGTH = Long.BYTES + 4 * Long.BYTES + Long.BYTES;

    private static final long PRIME = 0x0000_0100_0000_01B3L;

    private EventKey() {}

    static byte[] of(SensorEvent event, String id) {
        IpAddress client = event.client();
        IpAddress destination = event.destination();
        return ByteBuffer.allocate(LENGTH)
                .putLong(event.epochNanos() ^ Long.MIN_VALUE)
                .putLong(client.high())
                .putLong(client.low())
                .putLong(destination.high())
                .putLong(destination.low())
                .putLong(hash(id))
                .array();
    }

    /** A key that sorts before all keys of this time. */
    static byte[] before(long epochNanos) {
        return ByteBuffer.allocate(LENGTH).putLong(epochNanos ^ Long.MIN_VALUE).array();
    }

    static long nanos(byte[] key) {
        return ByteBuffer.wrap(key).getLong() ^ Long.MIN_VALUE;
    }

    static long hash(String text) {
        long hash = 0xCBF2_9CE4_8422_2325L;
        for (byte each : (text == null ? "" : text).getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ each) * PRIME;
        }
        hash ^= hash >>> 32;
        return hash * 0xBF58_476D_1CE4_E5B9L;
    }
}
