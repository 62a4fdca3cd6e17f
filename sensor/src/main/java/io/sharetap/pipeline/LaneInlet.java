package io.sharetap.pipeline;

import io.sharetap.frame.Segment;

/** Is the reader's end of a lane: on the same thread, or with a ring between. Called by the reader alone. */
interface LaneInlet {
    void onSegment(Segment segment);

    /** Behind this segment its connection counts for other hosts, whose lane is another. */
    void onLeave(Segment segment);

    /** Behind this segment its connection counts for the hosts that it names as its home. */
    void onJoin(Segment segment);

    /** The clock has come to a full second; packets to come tell no time before {@code epochNanos}. */
    void onTick(long epochNanos, long frameNumber, long clockNanos);

    /** The reader pauses, having read up to this frame: what was gathered goes on its way. */
    void flush(long frameNumber);

    /** The input is at its end. */
    void onEnd(long epochNanos, long frameNumber, long clockNanos);

    /** Up to which frame this lane reads no payload any more, the reader having flushed at {@code frameNumber}. */
    long doneFrame(long frameNumber);

    /** Waits until the lane has seen its end. */
    void awaitEnd();
}
