package io.sharetap.pipeline;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Knows which host pairs are writing a program at the moment: lanes note it, the reader asks. Pairs with the same hash
 * share an entry, so one may be taken for the other.
 */
final class ProgramPairs {
    static final int PLACES_BITS = 12;

    /** A program counts as being written for so long after its last bytes. */
    static final long LASTS_NANOS = 5_000_000_000L;

    private static final long NEVER = Long.MIN_VALUE / 2;

    private final AtomicLongArray seenNanos = new AtomicLongArray(1 << PLACES_BITS);

    ProgramPairs() {
        for (int place = 0; place < seenNanos.length(); place++) {
            seenNanos.setPlain(place, NEVER);
        }
    }

    /** The entry of a pair. */
    static int place(int hostPairHash) {
        return hostPairHash >>> Integer.SIZE - PLACES_BITS;
    }

    /**
     * Notes, at this clock time, that a program's file was created, or that bytes came that are, or may be, a
     * program's.
     */
    void onProgramBytes(int hostPairHash, long clockNanos) {
        seenNanos.lazySet(place(hostPairHash), clockNanos);
    }

    boolean isWriting(int hostPairHash, long clockNanos) {
        return clockNanos - seenNanos.get(place(hostPairHash)) < LASTS_NANOS;
    }
}
