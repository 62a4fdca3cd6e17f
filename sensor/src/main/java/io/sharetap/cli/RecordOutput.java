package io.sharetap.cli;

import io.sharetap.alert.Suppression;
import io.sharetap.base.Anomaly;
import io.sharetap.base.Count;
import io.sharetap.config.OutputKind;
import io.sharetap.config.OutputTarget;
import io.sharetap.config.SensorConfig;
import io.sharetap.detect.DetectorCounts;
import io.sharetap.output.ClosingFacts;
import io.sharetap.output.DeliveredStream;
import io.sharetap.output.EventLevel;
import io.sharetap.output.ExecutableFolder;
import io.sharetap.output.JsonRecords;
import io.sharetap.output.NotSaved;
import io.sharetap.output.Outputs;
import io.sharetap.output.Palette;
import io.sharetap.output.RecordSink;
import io.sharetap.output.TextCards;
import io.sharetap.output.deliver.Deliveries;
import io.sharetap.output.deliver.Delivery;
import io.sharetap.output.deliver.OutputCounts;
import io.sharetap.pipeline.Faults;
import io.sharetap.pipeline.RunResult;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Outputs a run's records by the settings, and its closing table; knows whether all could be written. */
final class RecordOutput implements AutoCloseable {
    private final Surroundings surroundings;
    private final boolean live;
    private final RecordSink standard;
    private final TextCards cards;
    private final ExecutableFolder folder;
    /** Null: there is only standard output, and the writing thread may wait for it. */
    private final Outputs outputs;
    /** The delivery to standard output; null: it is written to directly. */
    private final Delivery delivery;

    private final boolean toStandard;
    private final boolean toOthers;
    private volatile Runnable broken = () -> {};
    private volatile boolean barShown;
    private volatile boolean failed;

    /**
     * Opens the outputs.
     *
     * @param live no thread may wait for a receiver, not even for standard output
     */
    RecordOutput(SensorConfig config, Surroundings surroundings, boolean live) throws IOException {
        this.surroundings = surroundings;
        this.live = live;
        EventLevel level = EventLevel.valueOf(config.events().toUpperCase(Locale.ROOT));
        List<OutputTarget> targets = config.outputs();
        OutputTarget named = targets.stream()
                .filter(target -> target.kind() == OutputKind.STDOUT)
                .findFirst()
                .orElse(null);
        toStandard = named != null || targets.isEmpty();
        toOthers = targets.size() > (named == null ? 0 : 1);
        Deliveries deliveries = live || toOthers
                ? new Deliveries(
                        config.delivery(), config.spill(), !live, surroundings.environment(), surroundings::say)
                : null;
        delivery = live ? deliveries.to(surroundings.out(), new byte[0], "stdout", this::onBroken) : null;
        OutputStream stream = live ? new DeliveredStream(delivery) : surroundings.out();
        EventLevel ofStandard = named == null ? level : Outputs.levelOf(named, level);
        if (config.format().equals("json")) {
            cards = null;
            standard = new JsonRecords(stream, ofStandard, this::onBroken);
        } else {
            Palette palette = surroundings.colour() ? Palette.ANSI : Palette.PLAIN;
            cards = new TextCards(live ? stream : new BesideTheBar(), ofStandard, palette, this::onBroken);
            standard = cards;
        }
        folder = config.extract() == null
                ? null
                : new ExecutableFolder(config.extract(), config.extractBytesPerFile(), config.extractBytesMax());
        outputs = deliveries == null ? null : new Outputs(deliveries, level, standard, live);
        if (delivery != null) {
            delivery.start();
        }
        if (outputs != null) {
            outputs.replace(targets.isEmpty() ? OutputTarget.STANDARD_OUTPUT : targets);
        }
    }

    RecordSink records() {
        return outputs == null ? standard : outputs;
    }

    /** The outputs, which may be changed during the run; null: only standard output, for the whole run. */
    Outputs outputs() {
        return outputs;
    }

    /** How each output fares. */
    List<OutputCounts> counts() {
        List<OutputCounts> counts = new ArrayList<>();
        if (delivery != null && toStandard) {
            counts.add(delivery.counts());
        }
        if (outputs != null) {
            counts.addAll(outputs.counts());
        }
        return counts;
    }

    /** Where executables are saved; null: nowhere. */
    ExecutableFolder folder() {
        return folder;
    }

    /** Standard output may be a file in which a killed run left half a line; this line is ended. */
    void endTornLine() {
        surroundings.endTornLine();
    }

    /** Sets the action for when nobody reads the output any more. */
    void onBroken(Runnable action) {
        broken = action;
    }

    /** From here on the last line of the terminal holds a bar. */
    ProgressLine showing(ProgressLine bar) {
        barShown = surroundings.outIsTerminal();
        return bar;
    }

    /** When the reader has gone, the run ends quietly; a full disk is reported. */
    private void onBroken(IOException cause) {
        String reason = String.valueOf(cause.getMessage());
        if (!reason.contains("Broken pipe")) {
            failed = true;
            surroundings.say("the output cannot be written: " + reason);
        } else if (toOthers) {
            surroundings.say("nobody reads standard output any more; the other outputs go on");
        }
        if (!toOthers) {
            broken.run();
        }
    }

    /** Writes the closing table and reports what went wrong. */
    void close(RunResult result, DetectorCounts detected, List<String> notRead) {
        close(result.of(Count.FRAMES), result, detected, notRead);
    }

    /** As above, for a run that read records instead of packets. */
    void closeOfRecords(RunResult result, DetectorCounts detected, List<String> notRead) {
        close(ClosingFacts.NO_PACKETS, result, detected, notRead);
    }

    private void close(long packets, RunResult result, DetectorCounts detected, List<String> notRead) {
        barShown = false;
        if (cards != null && toStandard) {
            cards.close(new ClosingFacts(
                    packets,
                    result.of(Count.FRAME_BYTES),
                    result.firstNanos(),
                    result.lastNanos(),
                    counts(result),
                    anomalies(result),
                    suppressed(detected),
                    detected.baseline().diskFull(),
                    notRead));
        }
        close();
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
        failed |= folder.firstFailure() != null;
        for (NotSaved reason : NotSaved.values()) {
            long count = folder.notSaved(reason);
            if (count > 0) {
                String why = reason == NotSaved.DISK_FAILED ? folder.diskFailure() : reason.why();
                surroundings.say(
                        (count == 1 ? "1 executable was not saved: " : count + " executables were not saved: ") + why);
            }
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

    /** Returns when all records were delivered, kept for the next run, or counted as lost. */
    @Override
    public void close() {
        standard.flush();
        if (delivery != null) {
            delivery.close();
        }
        if (outputs != null) {
            outputs.close();
            boolean undelivered =
                    outputs.counts().stream().anyMatch(each -> each.spilledRecords() > 0 || each.lostInAll() > 0);
            failed |= undelivered && !live;
        }
    }

    /** Erases the bar's line before it writes; the bar draws itself again. */
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
