package io.sharetap.cli;

import io.sharetap.pipeline.Checkpoint;
import java.util.Arrays;
import java.util.function.LongSupplier;

/**
 * Is due as often as it costs little, and after three seconds in any case: what is older than five must not be lost.
 */
abstract class TimedCheckpoint implements Checkpoint {
    private static final long LEAST_NANOS = 200_000_000L;
    private static final long MOST_NANOS = 3_000_000_000L;
    /** So many times as long as it takes, nothing is kept: a twentieth of the time goes into it. */
    private static final long PAUSE = 20;

    /**
     * The shortest of so many counts. The first of a process takes long for other reasons than its size, and would have
     * a process that never lives for long keep nothing else.
     */
    private static final int MEASURED = 4;

    private final LongSupplier nanoClock;
    private final long[] tookNanos = new long[MEASURED];
    private int taken;
    private long doneNanos;
    private long pauseNanos = LEAST_NANOS;

    TimedCheckpoint(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
        doneNanos = nanoClock.getAsLong();
    }

    @Override
    public boolean isDue() {
        return nanoClock.getAsLong() - doneNanos >= pauseNanos;
    }

    @Override
    public void take() {
        long begun = nanoClock.getAsLong();
        keep();
        doneNanos = nanoClock.getAsLong();
        tookNanos[taken++ % MEASURED] = doneNanos - begun;
        long usual = Arrays.stream(tookNanos).min().orElseThrow();
        pauseNanos = Math.min(MOST_NANOS, Math.max(LEAST_NANOS, PAUSE * usual));
    }

    abstract void keep();
}
