package io.sharetap.baseline;

import java.util.Arrays;

/**
 * A cache of destinations that have their similar day already, so that further writes to them need no look-up in the
 * maps. A destination that is not here may have it all the same.
 */
final class SimilarToday {
    private static final int SLOTS = 1 << 17;

    /** For each slot the high and low half of the address, side by side, as they are read together. */
    private final long[] addresses = new long[2 * SLOTS];

    /** Kind of place, counted from 1; 0: the slot is free. */
    private final byte[] kinds = new byte[SLOTS];

    void add(Entry destination, Placement.Kind kind) {
        int slot = slot(destination, kind);
        addresses[2 * slot] = destination.i64(0);
        addresses[2 * slot + 1] = destination.i64(Long.BYTES);
        kinds[slot] = (byte) (kind.ordinal() + 1);
    }

    boolean holds(Entry destination, Placement.Kind kind) {
        int slot = slot(destination, kind);
        return kinds[slot] == kind.ordinal() + 1
                && addresses[2 * slot] == destination.i64(0)
                && addresses[2 * slot + 1] == destination.i64(Long.BYTES);
    }

    void clear() {
        Arrays.fill(kinds, (byte) 0);
    }

    private static int slot(Entry destination, Placement.Kind kind) {
        return (int) (HostHash.of(destination.i64(0), destination.i64(Long.BYTES)) + kind.ordinal() * 0x9E37_79B9L)
                & SLOTS - 1;
    }
}
