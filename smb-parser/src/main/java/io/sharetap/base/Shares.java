package io.sharetap.base;

import java.util.Arrays;

/**
 * Finds the pairs of hosts that take more than a fair share of a limit, so that whoever floods the sensor is the first
 * to lose, and others lose nothing.
 *
 * <p>More than fair is more than a sixteenth of the limit. So there are few such pairs, however many shares there are,
 * and each question has a constant cost. The last quarter of the limit is reserved for the others. One thread uses an
 * instance.
 */
public final class Shares {
    private static final int FAIR_PART = 16;
    private static final int RESERVED_PART = 4;

    private final long max;
    private final long fairMax;
    private Share[] unfair = new Share[FAIR_PART];
    private int unfairCount;
    private long taken;

    /** Makes the account of a limit. */
    public Shares(long max) {
        this.max = max;
        fairMax = max / FAIR_PART;
    }

    /** Adds to what a share takes; a negative amount gives back. */
    public void add(Share share, long amount) {
        taken += amount;
        share.add(amount);
        if (share.taken() > fairMax) {
            list(share);
        } else {
            unlist(share);
        }
    }

    /** The sum of all shares. */
    public long taken() {
        return taken;
    }

    /**
     * Whether there is room for so much more. For a share that is larger than fair, the last quarter counts as taken.
     */
    public boolean hasRoomFor(Share share, long amount) {
        boolean fair = share.taken() + amount <= fairMax;
        return taken + amount <= (fair ? max : max - max / RESERVED_PART);
    }

    /** The largest share, if it is larger than fair; otherwise null. */
    public Share largest() {
        Share largest = null;
        for (int i = 0; i < unfairCount; i++) {
            if (largest == null || unfair[i].taken() > largest.taken()) {
                largest = unfair[i];
            }
        }
        return largest;
    }

    private void list(Share share) {
        if (share.listedAt() >= 0) {
            return;
        }
        if (unfairCount == unfair.length) {
            // Limits of a few entries may be exceeded, and so may the number of large shares.
            unfair = Arrays.copyOf(unfair, unfairCount * 2);
        }
        share.listAt(unfairCount);
        unfair[unfairCount++] = share;
    }

    private void unlist(Share share) {
        int place = share.listedAt();
        if (place < 0) {
            return;
        }
        share.listAt(-1);
        Share last = unfair[--unfairCount];
        unfair[unfairCount] = null;
        if (last != share) {
            unfair[place] = last;
            last.listAt(place);
        }
    }
}
