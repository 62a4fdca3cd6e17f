package io.sharetap.pipeline;

import io.sharetap.frame.Segment;
import java.util.function.Supplier;

/**
 * Plays segments into a lane on the reader's own thread while the lane has little work, and hands them to a thread of
 * the lane's own while much of their payload is kept, which means copying and hashing it, or is decrypted.
 *
 * <p>Handing a segment to another core costs about as much as decoding a segment whose payload only needs counting. On
 * two cores, two threads are therefore slower with such traffic than the reader alone (docs/decisions/0031).
 */
final class SwitchingInlet implements LaneInlet {
    private final LaneFeed lane;
    private final DirectInlet direct;
    private final Supplier<RingInlet> ringMaker;
    /** Null until the lane has much work for the first time. */
    private RingInlet ring;

    private LaneInlet current;

    SwitchingInlet(LaneFeed lane, Supplier<RingInlet> ringMaker) {
        this.lane = lane;
        this.ringMaker = ringMaker;
        direct = new DirectInlet(lane);
        current = direct;
    }

    @Override
    public void onSegment(Segment segment) {
        current.onSegment(segment);
    }

    @Override
    public void onLeave(Segment segment) {
        current.onLeave(segment);
    }

    @Override
    public void onJoin(Segment segment) {
        current.onJoin(segment);
    }

    @Override
    public void onTick(long epochNanos, long frameNumber, long clockNanos) {
        current.onTick(epochNanos, frameNumber, clockNanos);
    }

    @Override
    public void flush(long frameNumber) {
        current.flush(frameNumber);
        if (lane.hasMuchWork() == (current == direct)) {
            turn();
        }
    }

    /** Only one thread at a time may use the lane, so the reader waits for the ring before it takes the lane back. */
    private void turn() {
        if (current == direct) {
            if (ring == null) {
                ring = ringMaker.get();
            }
            current = ring;
        } else {
            ring.awaitPlayed();
            current = direct;
        }
    }

    @Override
    public void onEnd(long epochNanos, long frameNumber, long clockNanos) {
        current.onEnd(epochNanos, frameNumber, clockNanos);
    }

    @Override
    public long doneFrame(long frameNumber) {
        return current.doneFrame(frameNumber);
    }

    @Override
    public void awaitEnd() {
        current.awaitEnd();
        if (ring != null && current == direct) {
            ring.halt();
        }
    }
}
