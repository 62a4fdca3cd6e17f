package io.sharetap.pipeline;

import io.sharetap.base.Ledger;
import io.sharetap.detect.Detector;
import io.sharetap.event.EventCodec;
import io.sharetap.event.SensorEvent;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Reads events from records, one a line, and gives them to a detector in order: the detector without packets. Records
 * may be out of order by at most the lateness. Its state, with how far it has read, can be saved and restored by
 * another reader of the same inputs.
 */
public final class RecordReader {
    private static final int EVENTS_HELD_MAX = 100_000;
    private static final int LINE_BYTES_MAX = 1 << 20;
    private static final int INPUTS_REMEMBERED_MAX = 1_000;
    private static final long SECOND_NANOS = 1_000_000_000L;

    private final EventCodec codec = new EventCodec();
    private final Faults faults = new Faults();
    private final Ledger ledger = new Ledger();
    private final InputTime time = new InputTime();
    private final Checkpoint checkpoint;
    private final EventOrder order;
    private final long latenessNanos;
    /** Held while records are judged, not while the reader waits for its input. */
    private final ReentrantLock judging = new ReentrantLock();

    /** Marks of inputs that were read to their end in this run. */
    private final List<InputMark> finished = new ArrayList<>();
    /** Marks of inputs that an earlier run has read. */
    private final List<InputMark> before = new ArrayList<>();

    private LineReader current;
    private long nextTickNanos = Long.MIN_VALUE;
    private boolean changed;
    private volatile boolean stopped;

    /** Is told of special lines. */
    public interface Lines {
        /** The line is no record. */
        void onRefused(long lineNumber, String reason);

        /** An earlier run has read this input up to this line; reading continues there. */
        default void onGoingOn(long lineNumber) {}
    }

    /**
     * Makes a reader.
     *
     * @param checkpoint is asked whenever there is something to save
     */
    public RecordReader(Detector detector, long latenessNanos, Checkpoint checkpoint) {
        this.order = new EventOrder(1, EVENTS_HELD_MAX, () -> detector, ledger, faults);
        this.latenessNanos = latenessNanos;
        this.checkpoint = checkpoint;
        order.beforeDayCloses(checkpoint::take);
    }

    /** Reads one input to its end, or until stopped. If an earlier run has read part of it, reading continues there. */
    public void read(InputStream input, Lines refused) throws IOException {
        LineReader lines = new LineReader(new Waiting(input), LINE_BYTES_MAX);
        judging.lock();
        try {
            current = lines;
            goOn(lines, refused);
            while (!stopped && lines.next()) {
                if (lines.tooLong()) {
                    refused.onRefused(lines.number(), "longer than " + LINE_BYTES_MAX + " bytes");
                } else if (!lines.line().isBlank()) {
                    take(codec.read(lines.line(), EventOrder.NO_POSITION), lines.number(), refused);
                }
                changed = true;
                if (checkpoint.isDue()) {
                    takeCheckpoint();
                }
            }
        } finally {
            finished.add(lines.mark());
            current = null;
            judging.unlock();
        }
    }

    private void goOn(LineReader lines, Lines refused) throws IOException {
        for (InputMark mark : before) {
            if (lines.isOf(mark)) {
                before.remove(mark);
                lines.goTo(mark);
                refused.onGoingOn(mark.lines() + 1);
                return;
            }
        }
    }

    private void take(EventCodec.Reading reading, long number, Lines refused) {
        if (reading instanceof EventCodec.Reading.Event event) {
            SensorEvent judged = event.event();
            order.onReport(0, new Report.Happened(judged));
            onTime(judged.epochNanos());
        } else if (reading instanceof EventCodec.Reading.NothingToJudge nothing) {
            order.onReport(0, new Report.SmbSeen(nothing.epochNanos()));
            onTime(nothing.epochNanos());
        } else if (reading instanceof EventCodec.Reading.Refused line) {
            refused.onRefused(number, line.reason());
        }
    }

    private void onTime(long epochNanos) {
        long before = time.latestNanos();
        time.onRecord(epochNanos);
        long latest = time.latestNanos();
        if (latest >= nextTickNanos || latest < before) {
            nextTickNanos = latest + SECOND_NANOS;
            order.onReport(0, new Report.Tick(latest - latenessNanos));
        }
    }

    /** The inputs have ended: all events are judged. */
    public Faults end() {
        judging.lock();
        try {
            order.onReport(0, new Report.End(Math.max(0, time.latestNanos())));
            return faults;
        } finally {
            judging.unlock();
        }
    }

    /** Stops before the next line. Any thread may call it. */
    public void stop() {
        stopped = true;
    }

    /** Whether it was stopped before the end of its inputs. */
    public boolean stopped() {
        return stopped;
    }

    /** The counts of this reader. */
    public List<Ledger> ledgers() {
        return List.of(ledger);
    }

    /** Takes a checkpoint if one is due, while the reader waits for its input. Any thread may call it. */
    public void onPause() {
        if (judging.tryLock()) {
            try {
                if (changed && checkpoint.isDue()) {
                    takeCheckpoint();
                }
            } finally {
                judging.unlock();
            }
        }
    }

    private void takeCheckpoint() {
        changed = false;
        checkpoint.take();
    }

    /** Writes how far each input was read, and the events that were not judged yet. */
    public void writeTo(DataOutput out) throws IOException {
        List<InputMark> marks = new ArrayList<>(before);
        marks.addAll(finished);
        if (current != null) {
            marks.add(current.mark());
        }
        marks.removeIf(mark -> mark.bytes() == 0);
        int from = Math.max(0, marks.size() - INPUTS_REMEMBERED_MAX);
        out.writeInt(marks.size() - from);
        for (InputMark mark : marks.subList(from, marks.size())) {
            mark.writeTo(out);
        }
        time.writeTo(out);
        out.writeLong(nextTickNanos);
        order.writeTo(out, codec);
    }

    /** Restores what {@link #writeTo} wrote: the next inputs are read from there on. */
    public void readFrom(DataInput in) throws IOException {
        int count = in.readInt();
        if (count < 0 || count > INPUTS_REMEMBERED_MAX) {
            throw new IOException("no number of inputs: " + count);
        }
        for (int left = count; left > 0; left--) {
            before.add(InputMark.readFrom(in));
        }
        time.readFrom(in);
        nextTickNanos = in.readLong();
        order.readFrom(in, codec);
    }

    /** Releases the lock of judging while it waits for bytes. */
    private final class Waiting extends InputStream {
        private final InputStream input;

        Waiting(InputStream input) {
            this.input = input;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] bytes, int from, int count) throws IOException {
            judging.unlock();
            try {
                return input.read(bytes, from, count);
            } finally {
                judging.lock();
            }
        }

        /** Skips in a file without reading; a pipe, which cannot, is read. */
        @Override
        public long skip(long count) throws IOException {
            try {
                return input.skip(count);
            } catch (IOException e) {
                return super.skip(count);
            }
        }
    }
}
