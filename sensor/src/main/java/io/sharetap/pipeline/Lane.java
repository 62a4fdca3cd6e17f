package io.sharetap.pipeline;

import io.sharetap.base.Ledger;
import io.sharetap.base.Moment;
import io.sharetap.frame.Segment;

/**
 * Takes the segments of some host pairs, in the order of capture, and reports what happened: one worker's whole way
 * from TCP to PE. It belongs to one thread at a time, and knows of no other lane.
 */
interface Lane {
    void onSegment(Segment segment);

    /** Our own code failed on this segment: the state of its connection may be wrong, and is dropped. */
    void giveUp(Segment segment);

    /**
     * The clock has reached a full second: idle connections and files end. Every lane gets the same ticks. No later
     * packet has a time before this one.
     */
    void onTick(Moment now);

    /**
     * A bound for events that are still to be reported: none happened before the clock showed this;
     * {@link Long#MAX_VALUE}: nothing is held back.
     */
    long reportsFromNanos();

    /** The input ends: everything open is reported as it stands. */
    void onEnd(Moment now);

    /**
     * After this segment its connection counts for other hosts than those of its addresses, in another lane: here it
     * has ended.
     */
    default void leave(Segment segment) {
        // A lane that knows no connections has none to end.
    }

    /** After this segment its connection counts for the hosts that the segment names as its home, in this lane. */
    default void join(Segment segment) {
        // A lane that knows no connections has none to begin.
    }

    /**
     * Does a small piece of the lane's work that any thread may do, in less than 100 microseconds; false where there is
     * none. Called while the lane works on its own thread; never throws.
     */
    default boolean help() {
        return false;
    }

    Ledger ledger();

    /** Bytes, so far, that took much work: kept because they belong to a program, or may; or decrypted. */
    default long workBytes() {
        return 0;
    }

    /** Bytes held by waiting segments, heads of messages and content. */
    default long heldBytes() {
        return 0;
    }

    /** TCP connections remembered. */
    default int connections() {
        return 0;
    }

    /** Makes the lanes, each with the sink for its reports. */
    interface Factory {
        Lane lane(int number, ReportSink sink);
    }
}
