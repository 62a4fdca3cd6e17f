package io.sharetap.pipeline;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Counts what our own code failed on, of all threads, and keeps the first failure for the report to us. A flood of
 * failures is a number that rises.
 */
public final class Faults {
    private final AtomicLong count = new AtomicLong();
    private final AtomicReference<Fault> first = new AtomicReference<>();

    Faults() {}

    /**
     * One failure.
     *
     * @param doing what was being done, such as {@code frame 12}
     */
    public record Fault(String doing, Throwable cause) {}

    void note(String doing, Throwable cause) {
        count.incrementAndGet();
        first.compareAndSet(null, new Fault(doing, cause));
    }

    public long count() {
        return count.get();
    }

    /** Null: there was none. */
    public Fault first() {
        return first.get();
    }
}
