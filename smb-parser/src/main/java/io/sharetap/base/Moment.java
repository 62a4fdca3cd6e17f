package io.sharetap.base;

/**
 * Takes a packet's place in the input and carries it along with every call that the packet causes: when it was captured
 * and as which frame. One instance is reused; whoever needs it after the call copies the two numbers.
 *
 * <p>All time in the parser comes from here, never from a clock, so that thirty days replay as fast as they are read.
 */
public final class Moment {
    private long epochNanos;
    private long frameNumber;

    /** Sets the moment: capture time in nanoseconds since 1970-01-01T00:00Z, and the frame's number, from 1. */
    public Moment set(long epochNanos, long frameNumber) {
        this.epochNanos = epochNanos;
        this.frameNumber = frameNumber;
        return this;
    }

    /** Capture time, nanoseconds since 1970-01-01T00:00Z. */
    public long epochNanos() {
        return epochNanos;
    }

    /** The frame's number in the whole input, from 1; it grows strictly, and orders what has the same time. */
    public long frameNumber() {
        return frameNumber;
    }
}
