package io.sharetap.cli;

import io.sharetap.alert.Suppression;
import io.sharetap.base.Anomaly;
import io.sharetap.base.Count;
import io.sharetap.config.SensorConfig;
import io.sharetap.detect.DetectorCounts;
import io.sharetap.output.ClosingFacts;
import io.sharetap.output.EventLevel;
import io.sharetap.output.ExecutableFolder;
import io.sharetap.output.JsonRecords;
import io.sharetap.output.Palette;
import io.sharetap.output.RecordSink;
import io.sharetap.output.TextCards;
import io.sharetap.pipeline.Faults;
import io.sharetap.pipeline.RunResult;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Puts out a run's records as the settings say, and its closing table; tells whether all could be written. */
final class RecordOutput implements AutoCloseable {
    private final Surroundings surroundings;
    private final RecordSink records;
    private final TextCards cards;
    private final ExecutableFolder folder;
    private volatile Runnable broken = () -> {};
    private volatile boolean barShown;
    private volatile boolean failed;

    RecordOutput(SensorConfig config, Surroundings surroundings) throws IOException {
        this.surroundings = surroundings;
        EventLevel level = EventLevel.valueOf(config.events().toUpperCase(Locale.ROOT));
        if (config.format().equals("json")) {
            cards = null;
            records = new JsonRecords(surroundings.out(), level, this::onBroken);
        } else {
            Palette palette = surroundings.colour() ? Palette.ANSI : Palette.PLAIN;
            cards = new TextCards(new BesideTheBar(), level, palette, this::onBroken);
            records = cards;
        }
        folder = config.extract() == null
                ? null
                : new ExecutableFolder(config.extract(), config.extractBytesPerFile(), config.extractBytesMax());
    }

    RecordSink records() {
        return records;
    }

    /** Where executables are saved; null: nowhere. */
    ExecutableFolder folder() {
        return folder;
    }

    /** The output may go on in a file in which a killed run left a line without its end: that line ends here. */
    void endTornLine() {
        surroundings.endTornLine();
    }

    /** What to do when nobody takes the output any more. */
    void onBroken(Runnable action) {
        broken = action;
    }

    /** From here on a bar stands in the last line of the terminal. */
    ProgressLine showing(ProgressLine bar) {
        barShown = surroundings.outIsTerminal();
        return bar;
    }

    /** A reader that has gone away ends the run in quiet; a full disk does not. */
    private void onBroken(IOException cause) {
        String reason = String.valueOf(cause.getMessage());
        if (!reason.contains("Broken pipe")) {
            failed = true;
            surroundings.say("the output cannot be written: " + reason);
        }
        broken.run();
    }

    /** Writes the closing table and says what went wrong. */
    void close(RunResult result, DetectorCounts detected, List<String> notRead) {
        barShown = false;
        if (cards != null) {
            cards.close(new ClosingFacts(
                    result.of(Count.FRAMES),
                    result.of(Count.FRAME_BYTES),
                    result.firstNanos(),
                    result.lastNanos(),
                    counts(result),
                    anomalies(result),
                    suppressed(detected),
                    detected.baseline().diskFull(),
                    notRead));
        }
        records.flush();
        sayFaults(result.faults());
        sayNotSaved();
    }

    private void sayFaults(Faults faults) {
        Faults.Fault first = faults.first();
        if (first == null) {
            return;
        }
        surroundings.say("a fault of ours, please report it: " + faults.count()
                + " times our own code failed and what it worked on was given up, first at " + first.doing() + ": "
                + FaultText.of(first.cause()));
        if (surroundings.debug()) {
            surroundings.err().print(FaultText.trace(first.cause()));
        }
    }

    private void sayNotSaved() {
        if (folder == null) {
            return;
        }
        if (folder.firstFailure() != null) {
            failed = true;
            surroundings.say(
                    "executables cannot be saved: " + folder.firstFailure().getMessage());
        }
        if (folder.notSaved() > 0) {
            surroundings.say(folder.notSaved() + " executables were not saved (see extract-bytes-per-file, "
                    + "extract-bytes-max in sharetap config)");
        }
    }

    boolean failed() {
        return failed;
    }

    private static Map<Count, Long> counts(RunResult result) {
        Map<Count, Long> counts = new EnumMap<>(Count.class);
        for (Count count : Count.values()) {
            counts.put(count, result.of(count));
        }
        return counts;
    }

    private static Map<Anomaly, Long> anomalies(RunResult result) {
        Map<Anomaly, Long> anomalies = new EnumMap<>(Anomaly.class);
        for (Anomaly anomaly : Anomaly.values()) {
            if (result.of(anomaly) > 0) {
                anomalies.put(anomaly, result.of(anomaly));
            }
        }
        return anomalies;
    }

    private static Map<String, Long> suppressed(DetectorCounts detected) {
        Map<String, Long> suppressed = new TreeMap<>();
        for (Map.Entry<Suppression, Long> reason :
                detected.alerts().suppressed().entrySet()) {
            if (reason.getValue() > 0) {
                suppressed.put(reason.getKey().label(), reason.getValue());
            }
        }
        if (detected.setAside() > 0) {
            suppressed.put("time", detected.setAside());
        }
        return suppressed;
    }

    @Override
    public void close() {
        records.flush();
    }

    /** Takes the bar's line away before it writes; the bar draws itself anew. */
    private final class BesideTheBar extends OutputStream {
        private static final String CLEAR_LINE = "\r\u001b[K";

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            if (barShown) {
                surroundings.out().write(CLEAR_LINE.getBytes(StandardCharsets.US_ASCII));
            }
            surroundings.out().write(bytes, from, count);
        }

        @Override
        public void flush() throws IOException {
            surroundings.out().flush();
        }
    }
}
