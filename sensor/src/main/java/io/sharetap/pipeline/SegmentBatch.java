package io.sharetap.pipeline;

import io.sharetap.base.Moment;
import io.sharetap.frame.Segment;

/**
 * One slot of a lane's ring: some segments and ticks in the order of capture, so that one step of the ring serves many
 * frames. Its objects are made when they are first needed, and used again; payloads stay in the source's memory.
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

    /** The kind of an entry. */
    enum Kind {
        SEGMENT,
        /** After this segment its connection counts for other hosts, in another lane. */
        LEAVE,
        /** After this segment its connection counts for the hosts that it names as its home. */
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
            // Made only when needed: a short capture needs few, and to make all takes as long as to read it.
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

    /** Sets the frame that the reader had reached when it handed the batch over. */
    void setLastFrameNumber(long frameNumber) {
        lastFrameNumber = frameNumber;
    }

    long lastFrameNumber() {
        return lastFrameNumber;
    }

    /** Whether it is the lane's last batch. */
    boolean end() {
        return end;
    }

    boolean full() {
        return count == SEGMENTS_MAX;
    }

    /** Plays the entries of the batch into a lane. */
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
