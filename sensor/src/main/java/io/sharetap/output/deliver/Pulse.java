package io.sharetap.output.deliver;

/** Tells whether a receiver takes anything of what waits for it. Guarded by its backlog's lock. */
final class Pulse {
    /** One that takes nothing for so long is taken for dead. */
    private final long waitNanos;
    /** When it took something last, or when the first came after all had been taken. */
    private long beatNanos = System.nanoTime();

    private boolean dead;

    Pulse(long waitNanos) {
        this.waitNanos = waitNanos;
    }

    /** Until now there was nothing that it could have taken. */
    void hadNothingToTake() {
        beatNanos = System.nanoTime();
    }

    /** It took, or refused, what was next. */
    void beats() {
        beatNanos = System.nanoTime();
        dead = false;
    }

    /** True: it is found dead now, and was not before. */
    boolean diesNow() {
        boolean dies = !dead && isTooLongAgo(beatNanos);
        dead |= dies;
        return dies;
    }

    boolean isDead() {
        return dead;
    }

    /** When it took something last, or could have begun to. */
    long beatNanos() {
        return beatNanos;
    }

    /** True: from then until now a receiver that is alive would have taken something. */
    boolean isTooLongAgo(long nanos) {
        return System.nanoTime() - nanos > waitNanos;
    }
}
