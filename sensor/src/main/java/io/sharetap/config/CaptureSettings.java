package io.sharetap.config;

/**
 * Holds how frames are taken from an interface.
 *
 * @param bufferBytes of the kernel's memory for frames that were not fetched yet, for each interface
 * @param ringBytes of the sensor's own memory for frames that are not decoded yet, for each interface; a power of two
 * @param snapBytes of a frame that are captured
 * @param waitNanos the longest that a frame waits for an earlier one of another interface
 */
public record CaptureSettings(int bufferBytes, int ringBytes, int snapBytes, long waitNanos) {
    private static final int RING_BYTES_MIN = 1 << 20;
    private static final int BUFFER_BYTES_MIN = 1 << 20;
    private static final int SNAP_BYTES_MIN = 64;
    private static final int SNAP_BYTES_MAX = 262_144;
    private static final long WAIT_NANOS_MAX = 10_000_000_000L;

    /** Refuses values with which no interface can be watched. */
    public CaptureSettings {
        if (bufferBytes < BUFFER_BYTES_MIN) {
            throw new IllegalArgumentException("buffer-bytes is at least 1m");
        }
        if (ringBytes < RING_BYTES_MIN || Integer.bitCount(ringBytes) != 1) {
            throw new IllegalArgumentException("ring-bytes is a power of two from 1m up, such as 64m");
        }
        if (snapBytes < SNAP_BYTES_MIN || snapBytes > SNAP_BYTES_MAX) {
            throw new IllegalArgumentException("snap-bytes is from 64 to 256k");
        }
        if (waitNanos > WAIT_NANOS_MAX) {
            throw new IllegalArgumentException("wait is at most 10s");
        }
    }

    /** The default values. */
    public static CaptureSettings defaults() {
        return new CaptureSettings(64 << 20, 64 << 20, SNAP_BYTES_MAX, 200_000_000L);
    }
}
