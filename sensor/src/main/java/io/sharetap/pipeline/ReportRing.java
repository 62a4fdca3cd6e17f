package io.sharetap.pipeline;

import com.lmax.disruptor.BlockingWaitStrategy;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.dsl.Disruptor;
import com.lmax.disruptor.dsl.ProducerType;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Takes the reports of all lanes and gives them to the one detector thread. A lane waits when the ring is full. */
final class ReportRing {
    private static final int SLOTS = 256;
    private static final long BYTES_MAX = 4 << 20;
    private static final int REPORTS_TOGETHER = 64;
    private static final int BYTES_TOGETHER = 128 << 10;

    private final Disruptor<Slot> disruptor;
    private final RingBuffer<Slot> ring;
    private final WeightGate gate = new WeightGate(BYTES_MAX);
    /** Counts down once for each lane whose end was processed, even if that failed. */
    private final CountDownLatch unended;

    private final CountAndCarryOn<Slot> faulty;

    /** Some reports of one lane, in their order. */
    private static final class Slot {
        private int lane;
        private List<Report> reports;
        private int weight;
    }

    ReportRing(int lanes, EventOrder order, Runnable onFinished, Faults faults) {
        unended = new CountDownLatch(lanes);
        String name = "detector";
        disruptor =
                new Disruptor<>(Slot::new, SLOTS, Threads.named(name), ProducerType.MULTI, new BlockingWaitStrategy());
        faulty = new CountAndCarryOn<>(name, faults);
        disruptor.setDefaultExceptionHandler(faulty);
        disruptor.handleEventsWith((slot, sequence, endOfBatch) -> take(slot, sequence, order, onFinished));
        ring = disruptor.start();
    }

    private void take(Slot slot, long sequence, EventOrder order, Runnable onFinished) {
        List<Report> reports = slot.reports;
        slot.reports = null;
        gate.leave(slot.weight);
        for (Report report : reports) {
            try {
                order.onReport(slot.lane, report);
            } catch (RuntimeException | Error e) {
                faulty.handleEventException(e, sequence, slot);
            } finally {
                if (report instanceof Report.End) {
                    countEnd(onFinished);
                }
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

    /** The sink for one lane; used by whichever thread runs the lane. */
    ReportSink sinkOf(int lane) {
        return new Gathering(lane);
    }

    /**
     * Collects a lane's reports and hands them over together. {@link EventOrder} releases events only at ticks, so
     * nothing is delayed, and the detector's thread is not woken for each report, which costs more than the report.
     */
    private final class Gathering implements ReportSink {
        private final int lane;
        private List<Report> reports = new ArrayList<>();
        private int weight;

        private Gathering(int lane) {
            this.lane = lane;
        }

        @Override
        public void onReport(Report report) {
            reports.add(report);
            weight += weightOf(report);
            boolean timely = report instanceof Report.Tick || report instanceof Report.End;
            if (timely || reports.size() >= REPORTS_TOGETHER || weight >= BYTES_TOGETHER) {
                handOver();
            }
        }

        private void handOver() {
            gate.enter(weight);
            long sequence = ring.next();
            Slot slot = ring.get(sequence);
            slot.lane = lane;
            slot.reports = reports;
            slot.weight = weight;
            ring.publish(sequence);
            reports = new ArrayList<>();
            weight = 0;
        }
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
