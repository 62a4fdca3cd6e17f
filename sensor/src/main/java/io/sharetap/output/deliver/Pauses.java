package io.sharetap.output.deliver;

import java.util.concurrent.ThreadLocalRandom;

/**
 * Says how long to wait before a receiver is tried again: longer each time, and randomised, so that not all try at
 * once.
 */
final class Pauses {
    private static final long FIRST_NANOS = 100_000_000L;
    private static final long MOST_NANOS = 15_000_000_000L;

    private long nextNanos = FIRST_NANOS;

    /** A pause of the present length, up to a quarter shorter or longer; the next is twice as long. */
    long next() {
        long quarter = nextNanos / 4;
        long pause = nextNanos - quarter + ThreadLocalRandom.current().nextLong(2 * quarter);
        nextNanos = Math.min(MOST_NANOS, 2 * nextNanos);
        return pause;
    }

    void reset() {
        nextNanos = FIRST_NANOS;
    }
}
