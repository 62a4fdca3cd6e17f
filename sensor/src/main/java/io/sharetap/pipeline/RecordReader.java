package io.sharetap.pipeline;

import io.sharetap.base.Ledger;
import io.sharetap.detect.Detector;
import io.sharetap.event.EventCodec;
import io.sharetap.event.SensorEvent;
import java.io.IOException;
import java.io.Reader;
import java.util.List;

/**
 * Reads events as records, one a line, and gives them to a detector in their order: the detector without packets.
 * Records may be out of order by as much as the lateness.
 */
public final class RecordReader {
    private static final int EVENTS_HELD_MAX = 100_000;
    private static final int LINE_CHARACTERS_MAX = 1 << 20;
    private static final long SECOND_NANOS = 1_000_000_000L;

    private final EventCodec codec = new EventCodec();
    private final Faults faults = new Faults();
    private final Ledger ledger = new Ledger();
    private final EventOrder order;
    private final long latenessNanos;
    private long latestNanos = Long.MIN_VALUE;
    private long nextTickNanos = Long.MIN_VALUE;
    private volatile boolean stopped;

    /** Is told of each line that is no record. */
    public interface RefusedLines {
        void onRefused(long lineNumber, String reason);
    }

    public RecordReader(Detector detector, long latenessNanos) {
        this.order = new EventOrder(1, EVENTS_HELD_MAX, () -> detector, ledger, faults);
        this.latenessNanos = latenessNanos;
    }

    /** Reads one input to its end, or until stopped. */
    public void read(Reader input, RefusedLines refused) throws IOException {
        LineReader lines = new LineReader(input, LINE_CHARACTERS_MAX);
        while (!stopped && lines.next()) {
            if (lines.tooLong()) {
                refused.onRefused(lines.number(), "longer than " + LINE_CHARACTERS_MAX + " characters");
            } else if (!lines.line().isBlank()) {
                take(codec.read(lines.line(), lines.number()), lines.number(), refused);
            }
        }
    }

    private void take(EventCodec.Reading reading, long number, RefusedLines refused) {
        if (reading instanceof EventCodec.Reading.Event event) {
            SensorEvent judged = event.event();
            onTime(judged.epochNanos());
            order.onReport(0, new Report.Happened(judged));
        } else if (reading instanceof EventCodec.Reading.NothingToJudge nothing) {
            onTime(nothing.epochNanos());
            order.onReport(0, new Report.SmbSeen(nothing.epochNanos()));
        } else if (reading instanceof EventCodec.Reading.Refused line) {
            refused.onRefused(number, line.reason());
        }
    }

    private void onTime(long epochNanos) {
        latestNanos = Math.max(latestNanos, epochNanos);
        if (latestNanos >= nextTickNanos) {
            nextTickNanos = latestNanos + SECOND_NANOS;
            order.onReport(0, new Report.Tick(latestNanos - latenessNanos, Long.MAX_VALUE));
        }
    }

    /** Nothing more comes: every event is judged. */
    public Faults end() {
        order.onReport(0, new Report.End(latestNanos == Long.MIN_VALUE ? 0 : latestNanos));
        return faults;
    }

    /** Reads no further line. Any thread may call it. */
    public void stop() {
        stopped = true;
    }

    /** What was counted on the way. */
    public List<Ledger> ledgers() {
        return List.of(ledger);
    }
}
