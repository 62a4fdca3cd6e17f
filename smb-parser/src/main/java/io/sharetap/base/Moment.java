package io.sharetap.base;

/**
 * Takes a packet's place in the input and carries it along with every call that the packet causes: when it was captured
 * and as which frame. One instance is reused; whoever needs it after the call copies the numbers.
 *
 * <p>All time in the parser comes from here, never from the machine's clock, so that thirty days replay as fast as they
 * are read. Records tell capture times. As these may leap back, waits are measured by the capture's clock, which only
 * goes on.
 */
public final class Moment {
    private long epochNanos;
    private long frameNumber;
    private long clockNanos;
    private long fromFrame;

    /**
     * Sets the moment: capture time in nanoseconds since 1970-01-01T00:00Z, the frame's number, from 1, and what the
     * capture's clock shows.
     */
    public Moment set(long epochNanos, long frameNumber, long clockNanos) {
        this.epochNanos = epochNanos;
        this.frameNumber = frameNumber;
        this.clockNanos = clockNanos;
        this.fromFrame = frameNumber;
        return this;
    }

    /** Sets the moment in a capture whose times never go back, so that its clock shows them. */
    public Moment set(long epochNanos, long frameNumber) {
        return set(epochNanos, frameNumber, epochNanos);
    }

    /** Sets the moment to the times of another, and a frame of its own. */
    public Moment set(Moment other, long frameNumber) {
        return set(other.epochNanos, frameNumber, other.clockNanos);
    }

    /** What is told of was done in this frame at the earliest, and in the frame of the moment at the latest. */
    public Moment from(long frame) {
        fromFrame = Math.min(frame, frameNumber);
        return this;
    }

    /** Capture time, nanoseconds since 1970-01-01T00:00Z. */
    public long epochNanos() {
        return epochNanos;
    }

    /** What the capture's clock shows: it never goes back, and says how long something has lasted, not when it was. */
    public long clockNanos() {
        return clockNanos;
    }

    /** The frame's number in the whole input, from 1; it grows strictly, and orders what has the same time. */
    public long frameNumber() {
        return frameNumber;
    }

    /** What is told of was done in this frame at the earliest; as long as nothing else was said, in the moment's. */
    public long fromFrame() {
        return fromFrame;
    }
}
