package io.sharetap.config;

/**
 * Holds how records wait for the receiver of an output.
 *
 * @param queueBytes of memory in which they wait, for each output
 * @param spillBytes of disk on which they wait when memory is full, for each output; 0: none
 * @param waitNanos how long a receiver is waited for at the end of a run
 */
public record DeliverySettings(long queueBytes, long spillBytes, long waitNanos) {
    private static final long QUEUE_BYTES_MIN = 64 << 10;
    private static final long QUEUE_BYTES_MAX = 1 << 30;
    private static final long SPILL_BYTES_MIN = 1 << 20;

    /** Refuses values with which nothing can be delivered. */
    public DeliverySettings {
        if (queueBytes < QUEUE_BYTES_MIN || queueBytes > QUEUE_BYTES_MAX) {
            throw new IllegalArgumentException("queue-bytes is from 64k to 1g");
        }
        if (spillBytes != 0 && spillBytes < SPILL_BYTES_MIN) {
            throw new IllegalArgumentException("spill-bytes is 0 or at least 1m");
        }
    }

    /** The default values. */
    public static DeliverySettings defaults() {
        return new DeliverySettings(4 << 20, 1 << 30, 10_000_000_000L);
    }
}
