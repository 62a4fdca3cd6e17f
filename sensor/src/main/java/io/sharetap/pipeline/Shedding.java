package io.sharetap.pipeline;

import io.sharetap.frame.Segment;

/**
 * Chooses what a live source lets go when frames come faster than they are decoded, before its memory is full and would
 * lose whatever comes next: first the data of who sends most, then of all, then what keeps sessions, and never of those
 * who are writing a program.
 */
final class Shedding {
    /** From this use of the source's memory on, in percent, data of the largest talkers goes. */
    static final int LARGEST_TALKERS_PERCENT = 75;

    /** From here on that of all. */
    static final int ALL_DATA_PERCENT = 85;

    /** From here on session state too. */
    static final int ALL_PERCENT = 95;

    /** What opens sessions and files, and answers, is shorter; what carries data is longer, but for its last piece. */
    private static final int DATA_BYTES = 700;

    private final ProgramPairs programs;
    private final long[] talked = new long[1 << ProgramPairs.PLACES_BITS];
    private long mostTalked;
    private int percent;

    Shedding(ProgramPairs programs) {
        this.programs = programs;
    }

    /** So much of the source's memory is in use. */
    void onMemory(int usedPercent) {
        percent = usedPercent;
    }

    /** A second went by: what was said before counts half. */
    void onTick() {
        mostTalked = 0;
        for (int place = 0; place < talked.length; place++) {
            talked[place] >>= 1;
            mostTalked = Math.max(mostTalked, talked[place]);
        }
    }

    /** True: this segment is not worth its while just now. */
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
