package io.sharetap.base;

/** Holds how much one pair of hosts takes of a limited resource; see {@link Shares}. */
public class Share {
    private long taken;

    /** Index among the shares that are larger than fair; -1 where this one is not. */
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
