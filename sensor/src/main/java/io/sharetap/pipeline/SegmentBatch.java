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
    private final boolean[] ticks = new boolean[SEGMENTS_MAX];
    private final ChannelQuestion[] questions = new ChannelQuestion[SEGMENTS_MAX];
    private int laneNumber;
    private final Moment moment = new Moment();
    private int count;
    private boolean end;
    private long endNanos;
    private long endClockNanos;
    private long lastFrameNumber;

    SegmentBatch() {
        for (int i = 0; i < SEGMENTS_MAX; i++) {
            segments[i] = new Segment();
        }
    }

    void begin() {
        count = 0;
        end = false;
    }

    void add(Segment segment) {
        segments[count].copyFrom(segment);
        ticks[count++] = false;
    }

    void addTick(long epochNanos, long frameNumber, long clockNanos) {
        segments[count].epochNanos = epochNanos;
        segments[count].frameNumber = frameNumber;
        segments[count].clockNanos = clockNanos;
        ticks[count++] = true;
    }

    /** A question, in which the lane has this number. */
    void addQuestion(ChannelQuestion question, int number) {
        laneNumber = number;
        ticks[count] = false;
        questions[count++] = question;
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
            if (questions[i] != null) {
                lane.onQuestion(questions[i], laneNumber);
                questions[i] = null;
            } else if (ticks[i]) {
                lane.onTick(moment.set(segment.epochNanos, segment.frameNumber, segment.clockNanos));
            } else {
                lane.onSegment(segment);
            }
            segment.payload.release();
        }
        if (end) {
            lane.onEnd(moment.set(endNanos, lastFrameNumber, endClockNanos));
        }
    }
}
