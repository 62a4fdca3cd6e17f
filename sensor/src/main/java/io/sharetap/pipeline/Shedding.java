package io.sharetap.pipeline;

import io.sharetap.frame.Segment;

/**
 * Chooses which segments of a live source to drop when frames come faster than they are decoded, before its memory is
 * full and anything might be lost. First the data of the pairs that send most is dropped, then that of all pairs, then
 * segments that carry session state. Segments of pairs that are writing a program are never dropped.
 */
final class Shedding {
    /** From this use of the source's memory on, in percent, data of the largest senders is dropped. */
    static final int LARGEST_TALKERS_PERCENT = 75;

    /** From here on the data of all. */
    static final int ALL_DATA_PERCENT = 85;

    /** From here on session state, too. */
    static final int ALL_PERCENT = 95;

    /**
     * Requests that open sessions and files, and most answers, are shorter; segments with data are longer, except for
     * the last piece.
     */
    private static final int DATA_BYTES = 700;

    private final ProgramPairs programs;
    private final long[] talked = new long[1 << ProgramPairs.PLACES_BITS];
    private long mostTalked;
    private int percent;

    Shedding(ProgramPairs programs) {
        this.programs = programs;
    }

    /** Sets how much of the source's memory is in use, in percent. */
    void onMemory(int usedPercent) {
        percent = usedPercent;
    }

    /** A second has passed: earlier bytes count half. */
    void onTick() {
        mostTalked = 0;
        for (int place = 0; place < talked.length; place++) {
            talked[place] >>= 1;
            mostTalked = Math.max(mostTalked, talked[place]);
        }
    }

    /** Counts the segment, and says whether to drop it. */
    boolean letsGo(Segment segment) {
        int hash = segment.hostPairHash();
        int place = ProgramPairs.place(hash);
        int bytes = segment.payload.length();
        talked[place] += bytes;
        mostTalked = Math.max(mostTalked, talked[place]);
        if (percent < LARGEST_TALKERS_PERCENT || programs.isWriting(hash, segment.clockNanos)) {
            return false;
        }
        boolean data = bytes >= DATA_BYTES && (segment.flags & (Segment.SYN | Segment.FIN | Segment.RST)) == 0;
        if (!data) {
            return percent >= ALL_PERCENT;
        }
        return percent >= ALL_DATA_PERCENT || talked[place] >= mostTalked / 2;
    }
}
