package io.sharetap.pipeline;

import com.lmax.disruptor.BlockingWaitStrategy;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.dsl.Disruptor;
import com.lmax.disruptor.dsl.ProducerType;
import java.util.concurrent.CountDownLatch;

/** Takes the reports of all lanes and gives them to the one detector thread. A lane waits when the ring is full. */
final class ReportRing {
    private static final int REPORTS = 4_096;
    private static final long BYTES_MAX = 4 << 20;

    private final Disruptor<Slot> disruptor;
    private final RingBuffer<Slot> ring;
    private final WeightGate gate = new WeightGate(BYTES_MAX);
    /** Counts down once for each lane whose end was processed, even if that failed. */
    private final CountDownLatch unended;

    /** One report and its lane. */
    private static final class Slot {
        private int lane;
        private Report report;
    }

    ReportRing(int lanes, EventOrder order, Runnable onFinished, Faults faults) {
        unended = new CountDownLatch(lanes);
        String name = "detector";
        disruptor = new Disruptor<>(
                Slot::new, REPORTS, Threads.named(name), ProducerType.MULTI, new BlockingWaitStrategy());
        disruptor.setDefaultExceptionHandler(new CountAndCarryOn<>(name, faults));
        disruptor.handleEventsWith((slot, sequence, endOfBatch) -> take(slot, order, onFinished));
        ring = disruptor.start();
    }

    private void take(Slot slot, EventOrder order, Runnable onFinished) {
        Report report = slot.report;
        slot.report = null;
        gate.leave(weightOf(report));
        try {
            order.onReport(slot.lane, report);
        } finally {
            if (report instanceof Report.End) {
                countEnd(onFinished);
            }
        }
    }

    private void countEnd(Runnable onFinished) {
        try {
            if (unended.getCount() == 1) {
                onFinished.run();
            }
        } finally {
            unended.countDown();
        }
    }

    ReportSink sinkOf(int lane) {
        return report -> {
            gate.enter(weightOf(report));
            long sequence = ring.next();
            Slot slot = ring.get(sequence);
            slot.lane = lane;
            slot.report = report;
            ring.publish(sequence);
        };
    }

    private static int weightOf(Report report) {
        return report instanceof Report.Happened happened ? happened.weight() : 0;
    }

    /** Waits until the ends of all lanes were processed. */
    void awaitEnd() {
        Threads.await(unended);
        disruptor.halt();
    }
}
