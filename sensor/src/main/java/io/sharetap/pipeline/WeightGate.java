package io.sharetap.pipeline;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Bounds the events in a ring by their weight, as the ring's slots bound only their number. A producer of heavy events
 * waits.
 */
final class WeightGate {
    private static final long PAUSE_NANOS = 50_000;

    private final long max;
    private final AtomicLong inside = new AtomicLong();

    WeightGate(long max) {
        this.max = max;
    }

    /** Waits until there is room; an event that is heavier than the bound enters alone. */
    void enter(int weight) {
        while (inside.get() > Math.max(0, max - weight)) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        inside.addAndGet(weight);
    }

    void leave(int weight) {
        inside.addAndGet(-weight);
    }
}
