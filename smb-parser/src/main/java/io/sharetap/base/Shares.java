package io.sharetap.base;

import java.util.Arrays;

/**
 * Knows who takes more of a limit than is fair, so that whoever floods the sensor goes short first and nobody else
 * does.
 *
 * <p>More than fair is more than a sixteenth of all: so there are few of these whatever the number of shares, and each
 * question is answered at a cost that does not grow. The last quarter is for those who take less. One thread uses an
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

    /** A share takes so much more, or gives back where the amount is negative. */
    public void add(Share share, long amount) {
        taken += amount;
        share.add(amount);
        if (share.taken() > fairMax) {
            list(share);
        } else {
            unlist(share);
        }
    }

    /** What all shares take together. */
    public long taken() {
        return taken;
    }

    /** True: there is room for so much more, which for a share that takes more than is fair ends earlier. */
    public boolean hasRoomFor(Share share, long amount) {
        boolean fair = share.taken() + amount <= fairMax;
        return taken + amount <= (fair ? max : max - max / RESERVED_PART);
    }

    /** Who takes most, if that is more than is fair; null: nobody does. */
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
            unfair = Arrays.copyOf(unfair, unfairCount * 2); // limits of a few may be exceeded by as many
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
