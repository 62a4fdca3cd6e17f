package io.sharetap.cli;

import io.sharetap.baseline.Baseline;
import io.sharetap.baseline.ChronicleBaseline;
import io.sharetap.config.SensorConfig;
import io.sharetap.config.WrongSetting;
import io.sharetap.detect.Detector;
import io.sharetap.detect.DetectorCounts;
import io.sharetap.detect.DetectorSettings;
import io.sharetap.detect.DetectorSink;
import io.sharetap.detect.RareWriteDetector;
import io.sharetap.pipeline.DetectorFactory;
import java.io.IOException;
import java.util.function.Consumer;

/** Opens the detector with its baseline, in a folder or in memory, when the run asks for it; closes the baseline. */
final class DetectorOpener implements DetectorFactory, AutoCloseable {
    private static final int FROM_THE_FIRST_EVENT = 0;
    private static final int SAID_NOWHERE = -1;

    private final SensorConfig config;
    private final DetectorSettings settings;
    private final Consumer<String> messages;
    private Baseline baseline;
    private RareWriteDetector detector;

    private DetectorOpener(SensorConfig config, int activationDaysUnlessSaid, Consumer<String> messages) {
        this.config = config;
        this.messages = messages;
        DetectorSettings said = config.detection();
        int days = config.activationDays() == SAID_NOWHERE ? activationDaysUnlessSaid : config.activationDays();
        this.settings = said.with(said.alert().withActivationDays(days));
    }

    /** Without a stored baseline a replay is a hunt. */
    static DetectorOpener forReplay(SensorConfig config, Consumer<String> messages) {
        int days = config.baseline() == null
                ? FROM_THE_FIRST_EVENT
                : config.history().activationDays();
        return new DetectorOpener(config, days, messages);
    }

    static DetectorOpener forScore(SensorConfig config, Consumer<String> messages) {
        return new DetectorOpener(config, config.history().activationDays(), messages);
    }

    @Override
    public synchronized Detector open(DetectorSink sink) {
        baseline = openBaseline();
        detector = new RareWriteDetector(settings, baseline, sink);
        DetectorState state = state();
        if (state != null && state.isThere() && !state.restore(detector, messages)) {
            detector = new RareWriteDetector(settings, baseline, sink);
        }
        return detector;
    }

    /** Null: nothing is kept. */
    private DetectorState state() {
        return config.baseline() == null ? null : new DetectorState(config.baseline());
    }

    private Baseline openBaseline() {
        if (config.baseline() == null) {
            return ChronicleBaseline.inMemory(config.history());
        }
        try {
            return ChronicleBaseline.open(config.baseline(), config.history(), messages);
        } catch (IOException e) {
            throw new WrongSetting(e.getMessage());
        }
    }

    /** What the detector did. */
    synchronized DetectorCounts counts() {
        return detector.counts();
    }

    /** Keeps what is remembered beside the baseline, and closes that. */
    @Override
    public synchronized void close() throws IOException {
        if (baseline != null) {
            if (detector != null && state() != null) {
                state().save(detector);
            }
            baseline.close();
            baseline = null;
        }
    }
}
