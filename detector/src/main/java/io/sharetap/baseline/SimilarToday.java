package io.sharetap.baseline;

import io.sharetap.event.IpAddress;
import java.util.Arrays;

/**
 * Remembers destinations that have their similar day already, so that the other writes to them need no look into the
 * maps. One that is not here may have it all the same.
 */
final class SimilarToday {
    private static final int SLOTS = 1 << 17;

    private final long[] high = new long[SLOTS];
    private final long[] low = new long[SLOTS];
    /** Kind of place, counted from 1; 0: the slot is free. */
    private final byte[] kinds = new byte[SLOTS];

    void add(IpAddress destination, Placement.Kind kind) {
        int slot = slot(destination, kind);
        high[slot] = destination.high();
        low[slot] = destination.low();
        kinds[slot] = (byte) (kind.ordinal() + 1);
    }

    boolean holds(IpAddress destination, Placement.Kind kind) {
        int slot = slot(destination, kind);
        return kinds[slot] == kind.ordinal() + 1 && low[slot] == destination.low() && high[slot] == destination.high();
    }

    void clear() {
        Arrays.fill(kinds, (byte) 0);
    }

    private static int slot(IpAddress destination, Placement.Kind kind) {
        return (int) (HostHash.of(destination) + kind.ordinal() * 0x9E37_79B9L) & SLOTS - 1;
    }
}
