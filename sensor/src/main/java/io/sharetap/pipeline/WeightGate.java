package io.sharetap.pipeline;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Bounds what is under way in a ring by its weight, as its slots bound only how many there are: who brings more waits.
 */
final class WeightGate {
    private static final long PAUSE_NANOS = 50_000;

    private final long max;
    private final AtomicLong inside = new AtomicLong();

    WeightGate(long max) {
        this.max = max;
    }

    /** Waits until there is room; one that is heavier than all room there is goes in alone. */
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
