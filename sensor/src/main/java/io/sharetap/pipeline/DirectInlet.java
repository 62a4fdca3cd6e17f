package io.sharetap.pipeline;

import io.sharetap.base.Moment;
import io.sharetap.frame.Segment;

/** Passes segments to a lane on the reader's own thread. */
final class DirectInlet implements LaneInlet {
    private final LaneFeed lane;
    private final Moment moment = new Moment();

    DirectInlet(LaneFeed lane) {
        this.lane = lane;
    }

    @Override
    public void onSegment(Segment segment) {
        lane.onSegment(segment);
    }

    @Override
    public void onLeave(Segment segment) {
        lane.onLeave(segment);
    }

    @Override
    public void onJoin(Segment segment) {
        lane.onJoin(segment);
    }

    @Override
    public void onTick(long epochNanos, long frameNumber, long clockNanos) {
        lane.onTick(moment.set(epochNanos, frameNumber, clockNanos));
    }

    @Override
    public void flush(long frameNumber) {
        // No batch is gathered.
    }

    @Override
    public void onEnd(long epochNanos, long frameNumber, long clockNanos) {
        lane.onEnd(moment.set(epochNanos, frameNumber, clockNanos));
    }

    @Override
    public long doneFrame(long frameNumber) {
        return frameNumber;
    }

    @Override
    public void awaitEnd() {
        // The end was processed when onEnd returned.
    }
}
