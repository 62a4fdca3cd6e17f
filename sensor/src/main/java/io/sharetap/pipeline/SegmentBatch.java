package io.sharetap.pipeline;

import io.sharetap.base.Moment;
import io.sharetap.frame.Segment;

/**
 * Is one slot of a lane's ring: some segments and ticks in the order of capture, so that a step of the ring is paid
 * once for many frames. What it holds is made when it is first needed and used over and over; payloads lie where the
 * source has them.
 */
final class SegmentBatch {
    static final int SEGMENTS_MAX = 128;

    private final Segment[] segments = new Segment[SEGMENTS_MAX];
    private final Kind[] kinds = new Kind[SEGMENTS_MAX];
    private final Moment moment = new Moment();
    private int count;
    private boolean end;
    private long endNanos;
    private long endClockNanos;
    private long lastFrameNumber;

    /** What a lane is told. */
    enum Kind {
        SEGMENT,
        /** Behind this segment its connection counts for other hosts, whose lane is another. */
        LEAVE,
        /** Behind this segment its connection counts for the hosts that it names as its home. */
        JOIN,
        TICK
    }

    void begin() {
        count = 0;
        end = false;
    }

    void add(Segment segment, Kind kind) {
        next(kind).copyFrom(segment);
    }

    void addTick(long epochNanos, long frameNumber, long clockNanos) {
        Segment tick = next(Kind.TICK);
        tick.epochNanos = epochNanos;
        tick.frameNumber = frameNumber;
        tick.clockNanos = clockNanos;
    }

    private Segment next(Kind kind) {
        Segment segment = segments[count];
        if (segment == null) {
            // A short capture needs few, and all of them take as long as its reading.
            segment = segments[count] = new Segment();
        }
        kinds[count++] = kind;
        return segment;
    }

    void setEnd(long epochNanos, long clockNanos) {
        end = true;
        endNanos = epochNanos;
        endClockNanos = clockNanos;
    }

    /** Says up to which frame the reader had come when it handed this batch over. */
    void setLastFrameNumber(long frameNumber) {
        lastFrameNumber = frameNumber;
    }

    long lastFrameNumber() {
        return lastFrameNumber;
    }

    /** True: it is the lane's last. */
    boolean end() {
        return end;
    }

    boolean full() {
        return count == SEGMENTS_MAX;
    }

    /** Plays the batch into a lane. */
    void playInto(LaneFeed lane) {
        for (int i = 0; i < count; i++) {
            Segment segment = segments[i];
            switch (kinds[i]) {
                case TICK -> lane.onTick(moment.set(segment.epochNanos, segment.frameNumber, segment.clockNanos));
                case LEAVE -> lane.onLeave(segment);
                case JOIN -> lane.onJoin(segment);
                default -> lane.onSegment(segment);
            }
            segment.payload.release();
        }
        if (end) {
            lane.onEnd(moment.set(endNanos, lastFrameNumber, endClockNanos));
        }
    }
}
