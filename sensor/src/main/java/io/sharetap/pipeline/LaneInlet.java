package io.sharetap.pipeline;

import io.sharetap.frame.Segment;

/** The reader's end of a lane: on the same thread, or with a ring in between. Called by the reader alone. */
interface LaneInlet {
    void onSegment(Segment segment);

    /** After this segment its connection counts for other hosts, in another lane. */
    void onLeave(Segment segment);

    /** After this segment its connection counts for the hosts that it names as its home. */
    void onJoin(Segment segment);

    /** The clock has reached a full second; no later packet has a time before {@code epochNanos}. */
    void onTick(long epochNanos, long frameNumber, long clockNanos);

    /** The reader pauses after this frame: the gathered segments are handed over. */
    void flush(long frameNumber);

    /** The input is at its end. */
    void onEnd(long epochNanos, long frameNumber, long clockNanos);

    /** The frame up to which this lane reads no payload any more, after the reader flushed at {@code frameNumber}. */
    long doneFrame(long frameNumber);

    /** Waits until the lane has processed its end. */
    void awaitEnd();
}
