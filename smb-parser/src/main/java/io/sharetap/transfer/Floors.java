package io.sharetap.transfer;

/**
 * Counts files by the full second of the clock before which they will report nothing, and gives the earliest of these
 * seconds. The result is exact in whatever order files come and go, so it does not depend on which files are counted
 * together.
 */
final class Floors {
    private static final long SECOND_NANOS = 1_000_000_000L;

    /** The list of all floors in the order of time; its beginning and end are this one object. */
    private final Floor ends = new Floor(0);

    /** A second, and the number of files that have it as their floor. */
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

    /**
     * Sets a file's floor to this time, in place of {@code old}, which may be null. Returns the floor, which the caller
     * passes to {@link #leave}.
     */
    Floor enter(long nanos, Floor old) {
        long second = Math.floorDiv(nanos, SECOND_NANOS);
        if (old != null && old.second == second) {
            return old;
        }
        leave(old);
        // Searched from the end: few are entered late, and then by no more than bytes wait for their turn.
        Floor before = ends.before;
        while (before != ends && before.second > second) {
            before = before.before;
        }
        Floor floor = before != ends && before.second == second ? before : insert(new Floor(second), before);
        floor.files++;
        return floor;
    }

    /** A file no longer has a floor. */
    void leave(Floor floor) {
        if (floor != null && --floor.files == 0) {
            floor.before.behind = floor.behind;
            floor.behind.before = floor.before;
        }
    }

    /** The earliest floor; {@code Long.MAX_VALUE} where there is none. */
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
