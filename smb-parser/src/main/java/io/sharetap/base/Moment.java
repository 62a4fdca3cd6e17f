package io.sharetap.base;

/**
 * Holds a packet's place in the input, and goes along with every call that the packet causes: when it was captured, and
 * as which frame. One instance is reused; a callee that needs it later copies the numbers.
 *
 * <p>All time in the parser comes from here, never from the machine's clock, so that thirty days replay as fast as they
 * are read. Records carry capture times. These may jump back; durations are therefore measured by the capture's clock,
 * which never does.
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

    /** Sets the moment to the times of another, with a frame number of its own. */
    public Moment set(Moment other, long frameNumber) {
        return set(other.epochNanos, frameNumber, other.clockNanos);
    }

    /**
     * Says that the reported act happened in {@code frame} at the earliest, and in this moment's frame at the latest.
     */
    public Moment from(long frame) {
        fromFrame = Math.min(frame, frameNumber);
        return this;
    }

    /** Capture time, nanoseconds since 1970-01-01T00:00Z. */
    public long epochNanos() {
        return epochNanos;
    }

    /** What the capture's clock shows. It never goes back: use it for durations, and {@link #epochNanos} for dates. */
    public long clockNanos() {
        return clockNanos;
    }

    /** The frame's number in the whole input, from 1. It grows strictly, and so orders frames of the same time. */
    public long frameNumber() {
        return frameNumber;
    }

    /** The frame in which the reported act happened at the earliest; by default this moment's frame. */
    public long fromFrame() {
        return fromFrame;
    }
}
