package io.sharetap.pipeline;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Counts the failures of our own code on all threads, and keeps the first one for a bug report. Further failures only
 * raise the count.
 */
public final class Faults {
    /** Also loads the class in advance: when a fault is to be noted, loading it might fail. */
    private static final Fault NONE = new Fault("", null);

    private final AtomicLong count = new AtomicLong();
    private final AtomicReference<Fault> first = new AtomicReference<>(NONE);

    Faults() {}

    /**
     * One failure.
     *
     * @param doing what was being done, such as {@code frame 12}
     */
    public record Fault(String doing, Throwable cause) {}

    /** Never throws. */
    void note(String doing, Throwable cause) {
        count.incrementAndGet();
        first.compareAndSet(NONE, new Fault(doing, cause));
    }

    public long count() {
        return count.get();
    }

    /** The first failure; null where there was none. */
    public Fault first() {
        Fault noted = first.get();
        return noted == NONE ? null : noted;
    }
}
