package io.sharetap.pipeline;

import io.sharetap.base.Ledger;
import io.sharetap.base.Moment;
import io.sharetap.frame.Segment;

/**
 * Takes the segments of some host pairs, in the order of capture, and reports what they did: one worker's whole way
 * from TCP to PE. It belongs to one thread at a time, and knows of no other lane.
 */
interface Lane {
    void onSegment(Segment segment);

    /** Our own code failed on this segment: its connection is given up, as what is known of it may be wrong. */
    void giveUp(Segment segment);

    /**
     * The clock has come to a full second: what is idle is ended. Every lane gets the same ticks. Packets that are
     * still to come tell no time before this.
     */
    void onTick(Moment now);

    /**
     * What the clock showed when that happened of which events are still to come, or earlier; {@link Long#MAX_VALUE}:
     * nothing is held back.
     */
    long reportsFromNanos();

    /** The input is at its end: whatever is open is reported as it stands. */
    void onEnd(Moment now);

    /**
     * Behind this segment its connection counts for other hosts than those of its addresses, whose lane is another:
     * what came of it until now was all.
     */
    default void leave(Segment segment) {
        // What knows no connections has none to end.
    }

    /** Behind this segment its connection counts for the hosts that it names as its home. */
    default void join(Segment segment) {
        // What knows no connections has none to begin.
    }

    /**
     * Does a little of the lane's work that any thread may do, for less than 100 microseconds; false: there is none.
     * Called while the lane is at work on its own thread; never throws.
     */
    default boolean help() {
        return false;
    }

    Ledger ledger();

    /** Bytes in which segments, heads of messages and content wait. */
    default long heldBytes() {
        return 0;
    }

    /** TCP connections remembered. */
    default int connections() {
        return 0;
    }

    /** Makes the lanes, each with the sink of its reports. */
    interface Factory {
        Lane lane(int number, ReportSink sink);
    }
}
