package io.sharetap.pipeline;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Says which pairs of hosts are writing a program just now: lanes note it, the reader asks. Pairs share places by their
 * hash, so that a pair may pass for one that does.
 */
final class ProgramPairs {
    static final int PLACES_BITS = 12;

    /** So long after its last bytes a program is taken to be still on its way. */
    static final long LASTS_NANOS = 5_000_000_000L;

    private static final long NEVER = Long.MIN_VALUE / 2;

    private final AtomicLongArray seenNanos = new AtomicLongArray(1 << PLACES_BITS);

    ProgramPairs() {
        for (int place = 0; place < seenNanos.length(); place++) {
            seenNanos.setPlain(place, NEVER);
        }
    }

    /** The place of a pair. */
    static int place(int hostPairHash) {
        return hostPairHash >>> Integer.SIZE - PLACES_BITS;
    }

    /** A program's file was made, or bytes that are one's, or may be, came when the clock showed this. */
    void onProgramBytes(int hostPairHash, long clockNanos) {
        seenNanos.lazySet(place(hostPairHash), clockNanos);
    }

    boolean isWriting(int hostPairHash, long clockNanos) {
        return clockNanos - seenNanos.get(place(hostPairHash)) < LASTS_NANOS;
    }
}
