package io.sharetap.cli;

import io.sharetap.pipeline.Checkpoint;
import java.util.Arrays;
import java.util.function.LongSupplier;

/**
 * A checkpoint that is due as often as it is cheap, and in any case after three seconds: nothing older than five may be
 * lost.
 */
abstract class TimedCheckpoint implements Checkpoint {
    private static final long LEAST_NANOS = 200_000_000L;
    private static final long MOST_NANOS = 3_000_000_000L;
    /**
     * The pause after a checkpoint, in multiples of the time that it took: a twentieth of the time is spent on them.
     */
    private static final long PAUSE = 20;

    /**
     * The shortest of so many checkpoints counts. The first one of a process is slow for reasons other than its size;
     * by it alone, a process that is always killed early would never save a second time.
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
