package io.sharetap.pipeline;

import com.lmax.disruptor.BlockingWaitStrategy;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.dsl.Disruptor;
import com.lmax.disruptor.dsl.ProducerType;
import io.sharetap.alert.Alert;
import io.sharetap.alert.AlertUpdate;
import io.sharetap.event.SensorEvent;
import io.sharetap.output.RecordSink;
import java.util.concurrent.CountDownLatch;

/**
 * Takes records from the detector and has them written on a thread of their own. The detector waits when the ring is
 * full.
 */
final class OutputRing implements RecordSink {
    private static final int RECORDS = 1_024;
    private static final long BYTES_MAX = 4 << 20;

    private final Disruptor<Slot> disruptor;
    private final RingBuffer<Slot> ring;
    private final WeightGate gate = new WeightGate(BYTES_MAX);
    private final CountDownLatch ended = new CountDownLatch(1);

    /**
     * One record: an event, an alert or an update; or a latch, whose owner waits until all earlier records are settled;
     * or null, the end.
     */
    private static final class Slot {
        private Object record;
    }

    OutputRing(RecordSink output, Faults faults) {
        String name = "output";
        disruptor = new Disruptor<>(
                Slot::new, RECORDS, Threads.named(name), ProducerType.SINGLE, new BlockingWaitStrategy());
        disruptor.setDefaultExceptionHandler(new CountAndCarryOn<>(name, faults));
        disruptor.handleEventsWith((slot, sequence, endOfBatch) -> write(slot, endOfBatch, output));
        ring = disruptor.start();
    }

    private void write(Slot slot, boolean endOfBatch, RecordSink output) {
        Object record = slot.record;
        slot.record = null;
        try {
            if (record instanceof SensorEvent event) {
                output.onEvent(event);
            } else if (record instanceof Alert alert) {
                output.onAlert(alert);
            } else if (record instanceof AlertUpdate update) {
                output.onAlertUpdate(update);
            }
            if (record instanceof CountDownLatch) {
                output.settle();
            } else if (endOfBatch) {
                output.flush();
            }
        } finally {
            if (record instanceof CountDownLatch waiting) {
                waiting.countDown();
            }
            gate.leave(weightOf(record));
            if (record == null) {
                ended.countDown();
            }
        }
    }

    private static int weightOf(Object record) {
        return record instanceof SensorEvent event ? EventWeight.of(event) : 0;
    }

    private void publish(Object record) {
        gate.enter(weightOf(record));
        long sequence = ring.next();
        ring.get(sequence).record = record;
        ring.publish(sequence);
    }

    @Override
    public void onEvent(SensorEvent event) {
        publish(event);
    }

    @Override
    public void onAlert(Alert alert) {
        publish(alert);
    }

    @Override
    public void onAlertUpdate(AlertUpdate update) {
        publish(update);
    }

    @Override
    public void flush() {
        // Not needed: the output is told of each pause anyway.
    }

    @Override
    public void settle() {
        CountDownLatch written = new CountDownLatch(1);
        publish(written);
        Threads.await(written);
    }

    /** Ends the ring. Called by the detector's thread, as are all records. */
    void end() {
        publish(null);
    }

    /** Waits until all records are written. */
    void awaitEnd() {
        Threads.await(ended);
        disruptor.halt();
    }
}
