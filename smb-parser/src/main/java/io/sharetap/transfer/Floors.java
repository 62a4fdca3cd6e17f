package io.sharetap.transfer;

/**
 * Counts, by the full second of the clock, the files that report nothing earlier, and says the earliest such second. It
 * is exact in whatever order files come and go, so that it does not depend on which files are counted together.
 */
final class Floors {
    private static final long SECOND_NANOS = 1_000_000_000L;

    /** All floors in the order of time, both ends in one. */
    private final Floor ends = new Floor(0);

    /** A second, and how many files have it for their floor. */
    static final class Floor {
        private final long second;
        private int files;
        private Floor before;
        private Floor behind;

        private Floor(long second) {
            this.second = second;
        }
    }

    Floors() {
        ends.before = ends;
        ends.behind = ends;
    }

    /** A file has this time for its floor, in place of {@code old}, which may be null; gives the floor to be left. */
    Floor enter(long nanos, Floor old) {
        long second = Math.floorDiv(nanos, SECOND_NANOS);
        if (old != null && old.second == second) {
            return old;
        }
        leave(old);
        // Few are entered late, and by no more than bytes wait for their turn.
        Floor before = ends.before;
        while (before != ends && before.second > second) {
            before = before.before;
        }
        Floor floor = before != ends && before.second == second ? before : insert(new Floor(second), before);
        floor.files++;
        return floor;
    }

    /** A file has no floor any more. */
    void leave(Floor floor) {
        if (floor != null && --floor.files == 0) {
            floor.before.behind = floor.behind;
            floor.behind.before = floor.before;
        }
    }

    /** The earliest, or {@code Long.MAX_VALUE}: there is none. */
    long earliestNanos() {
        return ends.behind == ends ? Long.MAX_VALUE : ends.behind.second * SECOND_NANOS;
    }

    private static Floor insert(Floor floor, Floor before) {
        floor.before = before;
        floor.behind = before.behind;
        before.behind.before = floor;
        before.behind = floor;
        return floor;
    }
}
