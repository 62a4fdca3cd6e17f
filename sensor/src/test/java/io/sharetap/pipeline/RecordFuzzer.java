package io.sharetap.pipeline;

import io.sharetap.detect.Detector;
import io.sharetap.event.EventCodec;
import io.sharetap.event.SensorEvent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Fuzz target: records of other sensors as {@code score} reads them, one a line. Held: each line is judged, passed over
 * or refused in words; no fault of ours is counted; and it is the same whether the lines come at once or byte by byte.
 */
public final class RecordFuzzer {
    private static final long LATENESS_NANOS = 60_000_000_000L;

    private RecordFuzzer() {}

    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        List<String> atOnce = read(new ByteArrayInputStream(input));
        List<String> inPieces = read(new InPieces(input));
        if (!atOnce.equals(inPieces)) {
            throw new AssertionError("at once: " + atOnce + "\nin pieces: " + inPieces);
        }
    }

    private static List<String> read(InputStream input) throws IOException {
        Judged judged = new Judged();
        RecordReader reader = new RecordReader(judged, LATENESS_NANOS, Checkpoint.NONE);
        reader.read(input, (number, reason) -> {
            if (number < 1 || reason.isBlank()) {
                throw new AssertionError("line " + number + " refused without a word");
            }
            judged.reported.add(number + ": " + reason);
        });
        Faults faults = reader.end();
        if (faults.count() != 0) {
            throw new AssertionError("faults: " + faults);
        }
        return judged.reported;
    }

    /** Writes down what it is given. */
    private static final class Judged implements Detector {
        private final EventCodec codec = new EventCodec();
        private final List<String> reported = new ArrayList<>();

        @Override
        public void onEvent(SensorEvent event) {
            reported.add(codec.toJson(event));
        }

        @Override
        public void onTime(long epochNanos) {
            reported.add("time " + epochNanos);
        }

        @Override
        public void onEnd(long epochNanos) {
            reported.add("end " + epochNanos);
        }
    }

    /** Gives one byte, two, three and so on at a time. */
    private static final class InPieces extends InputStream {
        private final ByteArrayInputStream bytes;
        private int piece;

        InPieces(byte[] input) {
            bytes = new ByteArrayInputStream(input);
        }

        @Override
        public int read() {
            return bytes.read();
        }

        @Override
        public int read(byte[] target, int at, int count) {
            piece = piece % 200 + 1;
            return bytes.read(target, at, Math.min(count, piece));
        }
    }
}
