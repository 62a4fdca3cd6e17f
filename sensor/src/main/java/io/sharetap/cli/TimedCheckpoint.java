package io.sharetap.cli;

import io.sharetap.pipeline.Checkpoint;

/**
 * Is due as often as it costs little, and after three seconds in any case: what is older than five must not be lost.
 */
abstract class TimedCheckpoint implements Checkpoint {
    private static final long LEAST_NANOS = 200_000_000L;
    private static final long MOST_NANOS = 3_000_000_000L;
    /** So many times as long as it takes, nothing is kept: a twentieth of the time goes into it. */
    private static final long PAUSE = 20;

    private long doneNanos = System.nanoTime();
    private long pauseNanos = LEAST_NANOS;

    @Override
    public boolean isDue() {
        return System.nanoTime() - doneNanos >= pauseNanos;
    }

    @Override
    public void take() {
        long begun = System.nanoTime();
        keep();
        doneNanos = System.nanoTime();
        pauseNanos = Math.min(MOST_NANOS, Math.max(LEAST_NANOS, PAUSE * (doneNanos - begun)));
    }

    abstract void keep();
}
