package io.sharetap.output.deliver;

/** Tells whether a receiver makes progress with the messages that wait for it. Guarded by its backlog's lock. */
final class Pulse {
    /** A receiver that takes nothing for so long counts as dead. */
    private final long waitNanos;
    /** When it last took a message, or when the first message came after all had been taken. */
    private long beatNanos = System.nanoTime();

    private boolean dead;

    Pulse(long waitNanos) {
        this.waitNanos = waitNanos;
    }

    /** Until now there was no message that it could have taken. */
    void hadNothingToTake() {
        beatNanos = System.nanoTime();
    }

    /** It took, or refused, the next message. */
    void beats() {
        beatNanos = System.nanoTime();
        dead = false;
    }

    /** Whether it counts as dead now, and did not before. */
    boolean diesNow() {
        boolean dies = !dead && isTooLongAgo(beatNanos);
        dead |= dies;
        return dies;
    }

    boolean isDead() {
        return dead;
    }

    /** When it last took a message, or could have begun to. */
    long beatNanos() {
        return beatNanos;
    }

    /** Whether that time lies so far back that a live receiver would have taken something since. */
    boolean isTooLongAgo(long nanos) {
        return System.nanoTime() - nanos > waitNanos;
    }
}
