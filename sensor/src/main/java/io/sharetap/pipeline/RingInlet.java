package io.sharetap.pipeline;

import com.lmax.disruptor.BlockingWaitStrategy;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.dsl.Disruptor;
import com.lmax.disruptor.dsl.ProducerType;
import io.sharetap.frame.Segment;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Hands segments to a lane on a thread of its own, through a ring of batches. When the ring is full the reader waits,
 * which is right for a file, and meanwhile does some of the lane's work.
 */
final class RingInlet implements LaneInlet {
    private static final int BATCHES = 64;
    private static final long NONE = -1;
    /** A full ring keeps its lane busy several times as long. */
    private static final long PAUSE_NANOS = 200_000;
    /**
     * The longest pause, reached where a lane takes long for one batch, as it does while its code is not compiled yet.
     */
    private static final long LONG_PAUSE_NANOS = 8 * PAUSE_NANOS;

    /** Before it sleeps the reader yields so often: a sleeping thread wakes too late to help. */
    private static final int YIELDS = 200;

    private final LaneFeed lane;
    private final Disruptor<SegmentBatch> disruptor;
    private final RingBuffer<SegmentBatch> ring;
    private final CountDownLatch ended = new CountDownLatch(1);
    private long claimed = NONE;
    private SegmentBatch batch;
    /** When the ring was full the last time, there was work to help with. */
    private boolean helped;

    private long handedOver;
    private volatile long played;
    private volatile long playedUpToFrame;

    RingInlet(LaneFeed lane, String threadName, Faults faults) {
        this.lane = lane;
        disruptor = new Disruptor<>(
                SegmentBatch::new, BATCHES, Threads.named(threadName), ProducerType.SINGLE, new BlockingWaitStrategy());
        disruptor.setDefaultExceptionHandler(new CountAndCarryOn<>(threadName, faults));
        disruptor.handleEventsWith((slot, sequence, endOfBatch) -> play(slot));
        ring = disruptor.start();
    }

    private void play(SegmentBatch slot) {
        boolean last = slot.end();
        try {
            slot.playInto(lane);
        } finally {
            playedUpToFrame = slot.lastFrameNumber();
            played = played + 1;
            if (last) {
                ended.countDown();
            }
        }
    }

    @Override
    public void onSegment(Segment segment) {
        room(segment.frameNumber).add(segment, SegmentBatch.Kind.SEGMENT);
    }

    @Override
    public void onLeave(Segment segment) {
        room(segment.frameNumber).add(segment, SegmentBatch.Kind.LEAVE);
    }

    @Override
    public void onJoin(Segment segment) {
        room(segment.frameNumber).add(segment, SegmentBatch.Kind.JOIN);
    }

    @Override
    public void onTick(long epochNanos, long frameNumber, long clockNanos) {
        room(frameNumber).addTick(epochNanos, frameNumber, clockNanos);
    }

    /** A batch with room for one more entry; a full one is handed over first. */
    private SegmentBatch room(long frameNumber) {
        if (batch != null && batch.full()) {
            // The current frame may also have segments in the next batch, so it does not count as done.
            handOver(frameNumber - 1);
        }
        if (batch == null) {
            waitForRoom();
            claimed = ring.next();
            batch = ring.get(claimed);
            batch.begin();
        }
        return batch;
    }

    private void waitForRoom() {
        waitUntil(() -> ring.hasAvailableCapacity(1));
    }

    /** Waits until the lane has played everything that was handed over; the caller may then use the lane itself. */
    void awaitPlayed() {
        waitUntil(() -> played == handedOver);
    }

    private void waitUntil(BooleanSupplier done) {
        int idle = helped ? 0 : YIELDS;
        long pause = PAUSE_NANOS;
        helped = false;
        while (!done.getAsBoolean()) {
            if (lane.help()) {
                helped = true;
                idle = 0;
                pause = PAUSE_NANOS;
            } else if (idle++ < YIELDS) {
                Thread.yield();
            } else {
                LockSupport.parkNanos(pause); // the ring's own waiting would wake up all the time
                pause = Math.min(2 * pause, LONG_PAUSE_NANOS);
            }
        }
    }

    private void handOver(long lastFrameNumber) {
        batch.setLastFrameNumber(lastFrameNumber);
        batch = null;
        handedOver++;
        ring.publish(claimed);
    }

    @Override
    public void flush(long frameNumber) {
        if (batch != null) {
            handOver(frameNumber);
        }
    }

    @Override
    public void onEnd(long epochNanos, long frameNumber, long clockNanos) {
        room(frameNumber + 1).setEnd(epochNanos, clockNanos);
        handOver(frameNumber);
    }

    @Override
    public long doneFrame(long frameNumber) {
        // The order of the two reads matters: once all batches were played, the frame read by then is done, too.
        return played == handedOver ? frameNumber : playedUpToFrame;
    }

    @Override
    public void awaitEnd() {
        Threads.await(ended);
        halt();
    }

    /** Ends the ring's thread. */
    void halt() {
        disruptor.halt();
    }
}
