package io.sharetap.pipeline;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Counts what our own code failed on, of all threads, and keeps the first failure for the report to us. A flood of
 * failures is a number that rises.
 */
public final class Faults {
    /** Loads the class as well: where a fault is to be noted, that may be what fails. */
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

    /** Null: there was none. */
    public Fault first() {
        Fault noted = first.get();
        return noted == NONE ? null : noted;
    }
}
