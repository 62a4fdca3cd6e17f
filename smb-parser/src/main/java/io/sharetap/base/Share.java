package io.sharetap.base;

/** Holds what one pair of hosts takes of something of which there is not enough for all; see {@link Shares}. */
public class Share {
    private long taken;

    /** Where it stands among those that take more than their part; -1: it does not. */
    private int listedAt = -1;

    /** What is taken, in the unit of its {@link Shares}. */
    public final long taken() {
        return taken;
    }

    final void add(long amount) {
        taken += amount;
    }

    final int listedAt() {
        return listedAt;
    }

    final void listAt(int place) {
        listedAt = place;
    }
}
