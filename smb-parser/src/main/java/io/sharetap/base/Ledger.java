package io.sharetap.base;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Takes counts from the one thread that owns it and gives them to any thread that reads; a reader may be a few behind.
 */
public final class Ledger {
    private static final int COUNTS = Count.values().length;

    private final AtomicLongArray counts = new AtomicLongArray(COUNTS);
    private final AtomicLongArray anomalies = new AtomicLongArray(Anomaly.values().length);

    /** Adds one to a count. */
    public void count(Count what) {
        add(what, 1);
    }

    /** Adds {@code amount} to a count. */
    public void add(Count what, long amount) {
        int slot = what.ordinal();
        counts.lazySet(slot, counts.getPlain(slot) + amount);
    }

    /** Notes an anomaly once more. */
    public void note(Anomaly what) {
        int slot = what.ordinal();
        anomalies.lazySet(slot, anomalies.getPlain(slot) + 1);
    }

    public long of(Count what) {
        return counts.get(what.ordinal());
    }

    public long of(Anomaly what) {
        return anomalies.get(what.ordinal());
    }
}
