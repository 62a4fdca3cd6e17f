package io.sharetap.pipeline;

import io.sharetap.base.Moment;
import io.sharetap.frame.Segment;

/**
 * Is one slot of a lane's ring: some segments and ticks in the order of capture, so that a step of the ring is paid
 * once for many frames. Everything in it is made once and used over and over; payloads lie where the source has them.
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

    SegmentBatch() {
        for (int i = 0; i < SEGMENTS_MAX; i++) {
            segments[i] = new Segment();
        }
    }

    void begin() {
        count = 0;
        end = false;
    }

    void add(Segment segment, Kind kind) {
        segments[count].copyFrom(segment);
        kinds[count++] = kind;
    }

    void addTick(long epochNanos, long frameNumber, long clockNanos) {
        segments[count].epochNanos = epochNanos;
        segments[count].frameNumber = frameNumber;
        segments[count].clockNanos = clockNanos;
        kinds[count++] = Kind.TICK;
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
