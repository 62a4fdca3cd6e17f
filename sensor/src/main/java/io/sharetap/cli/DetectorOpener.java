package io.sharetap.cli;

import io.sharetap.baseline.ChronicleBaseline;
import io.sharetap.config.SensorConfig;
import io.sharetap.config.WrongSetting;
import io.sharetap.detect.Detector;
import io.sharetap.detect.DetectorCounts;
import io.sharetap.detect.DetectorSettings;
import io.sharetap.detect.RareWriteDetector;
import io.sharetap.notice.FailureReason;
import io.sharetap.output.RecordSink;
import io.sharetap.pipeline.DetectorFactory;
import java.io.IOException;
import java.util.function.Consumer;

/** Opens the detector with its baseline, in a folder or in memory, when the run asks for it; closes the baseline. */
final class DetectorOpener implements DetectorFactory, AutoCloseable {
    private static final int FROM_THE_FIRST_EVENT = 0;
    private static final int SAID_NOWHERE = -1;

    private final SensorConfig config;
    private final int activationDaysUnlessSaid;
    private final Consumer<String> messages;
    private volatile DetectorSettings settings;
    /** Once the detector is open, used only by the thread that judges. */
    private LeaseFiles leases;

    private AdjustedDetector adjusted;
    private ChronicleBaseline baseline;
    private RareWriteDetector detector;
    private CheckpointFile checkpoints;
    private byte[] reading = {};
    private boolean keptAtClose;
    private boolean failing;
    private GuardedDetector guarded;
    private volatile ShownDetector shown;
    private volatile Runnable stop = () -> {};

    private DetectorOpener(SensorConfig config, int activationDaysUnlessSaid, Consumer<String> messages) {
        this.config = config;
        this.messages = messages;
        this.activationDaysUnlessSaid = activationDaysUnlessSaid;
        this.settings = settingsOf(config);
    }

    private DetectorSettings settingsOf(SensorConfig of) {
        DetectorSettings said = of.detection();
        int days = of.activationDays() == SAID_NOWHERE ? activationDaysUnlessSaid : of.activationDays();
        return said.with(said.alert().withActivationDays(days));
    }

    /** Without a stored baseline a replay is a hunt: alerts are raised from the first event on. */
    static DetectorOpener forReplay(SensorConfig config, Consumer<String> messages) {
        int days = config.baseline() == null
                ? FROM_THE_FIRST_EVENT
                : config.history().activationDays();
        return new DetectorOpener(config, days, messages);
    }

    static DetectorOpener forWatch(SensorConfig config, Consumer<String> messages) {
        return new DetectorOpener(config, config.history().activationDays(), messages);
    }

    static DetectorOpener forScore(SensorConfig config, Consumer<String> messages) {
        return new DetectorOpener(config, config.history().activationDays(), messages);
    }

    /** Opens a detector that saves its state every few seconds. */
    @Override
    public synchronized Detector open(RecordSink sink) {
        Detector opened = openAlone(sink);
        keptAtClose = true;
        Detector kept = checkpoints == null ? opened : new KeptDetector(opened, new Kept(sink));
        adjusted = new AdjustedDetector(kept);
        shown = new ShownDetector(adjusted, detector::counts);
        return shown;
    }

    /**
     * Prepares a change of settings, and finds mistakes in the files that they name. The returned action puts them into
     * force from the next event on.
     *
     * @throws WrongSetting a lease table cannot be read
     */
    synchronized Runnable adjustment(SensorConfig other) {
        DetectorSettings next = settingsOf(other);
        boolean sameLeases = leases == null ? config.leases().equals(other.leases()) : leases.reads(other.leases());
        LeaseFiles nextLeases = sameLeases ? null : new LeaseFiles(other.leases(), messages);
        return () -> judgeBy(next, nextLeases);
    }

    private synchronized void judgeBy(DetectorSettings next, LeaseFiles nextLeases) {
        settings = next;
        Runnable change = () -> {
            if (nextLeases == null) {
                leases.lookAgain();
            } else {
                leases = nextLeases;
            }
            detector.judgeBy(next);
        };
        if (adjusted != null) {
            adjusted.leave(change);
        } else if (nextLeases != null) {
            leases = nextLeases; // the detector will be opened with them
        }
    }

    /** The detector as other threads may look at it; null: it is not open yet. */
    ShownDetector shown() {
        return shown;
    }

    /** Observed days from which alerts are raised. */
    int activationDays() {
        return settings.alert().activationDays();
    }

    /** Opens a detector whose state the caller saves. */
    synchronized Detector openAlone(RecordSink sink) {
        detector = openRestored(sink);
        guarded = new GuardedDetector(detector, this::onLost);
        return guarded;
    }

    /** Sets the action that ends the run when the baseline is lost during it. */
    void onLost(Runnable action) {
        stop = action;
    }

    private void onLost(String why) {
        String cutFile = null;
        try {
            cutFile = baseline.cutFile();
        } catch (InternalError e) {
            // The file that would tell which one was cut is cut itself.
        }
        endOnLoss(cutFile == null ? why : cutFile);
    }

    private void endOnLoss(String why) {
        messages.accept("baseline " + config.baseline() + " can be used no longer (" + why
                + "): this run ends here; the next one sets it aside and starts without history");
        stop.run();
    }

    /** Whether the baseline was lost during the run, so that later events were not judged. */
    boolean lost() {
        return guarded != null && guarded.lost();
    }

    private RareWriteDetector openRestored(RecordSink sink) {
        if (leases == null) {
            leases = new LeaseFiles(config.leases(), messages);
        }
        baseline = openBaseline();
        checkpoints = baseline.isStored() ? new CheckpointFile(config.baseline(), messages) : null;
        RareWriteDetector opened = new RareWriteDetector(settings, baseline, sink, () -> leases.get());
        CheckpointFile.Kept kept = checkpoints == null ? null : checkpoints.read();
        if (kept == null) {
            return opened;
        }
        try {
            opened.restore(kept.detector());
            reading = kept.reading();
            return opened;
        } catch (IllegalArgumentException e) {
            checkpoints.setAside(e.getMessage());
            return new RareWriteDetector(settings, baseline, sink, () -> leases.get());
        }
    }

    /** How far an earlier run that was cut off had read; empty: there is none to continue. */
    byte[] reading() {
        return reading;
    }

    /** Saves the detector's state, and how far the input was read; the output has all records up to there. */
    void keep(byte[] readSoFar, boolean last) {
        if (checkpoints == null || guarded.lost()) {
            return;
        }
        String cutFile = baseline.cutFile();
        if (cutFile != null) {
            guarded.lose(cutFile);
            return;
        }
        try {
            checkpoints.write(detector::saveTo, readSoFar, last);
            failing = false;
        } catch (IOException e) {
            if (!failing) {
                messages.accept("how far the run has come cannot be kept: " + FailureReason.of(e));
            }
            failing = true;
        }
    }

    private ChronicleBaseline openBaseline() {
        if (config.baseline() == null) {
            return ChronicleBaseline.inMemory(config.history());
        }
        try {
            return ChronicleBaseline.open(config.baseline(), config.history(), messages);
        } catch (IOException e) {
            throw new WrongSetting(FailureReason.of(e));
        }
    }

    /** The detector's counts. */
    synchronized DetectorCounts counts() {
        return detector.counts();
    }

    /** Saves the state besides the baseline at the end of the run, unless the caller does. */
    synchronized void finish() {
        if (keptAtClose && baseline != null) {
            keptAtClose = false;
            keep(new byte[0], true);
        }
    }

    /** Saves the state besides the baseline, and closes the baseline. */
    @Override
    public synchronized void close() throws IOException {
        finish();
        if (baseline != null) {
            String cutFile = guarded == null ? null : baseline.cutFile();
            if (cutFile != null) {
                guarded.lose(cutFile); // nobody noticed before, or only code outside of the detector did
            }
            if (lost()) {
                baseline.abandon();
            } else {
                baseline.close();
            }
            baseline = null;
        }
    }

    /** Saves the state of a replay or live run; such an input cannot be continued, so no place in it is saved. */
    private final class Kept extends TimedCheckpoint {
        private final RecordSink sink;

        Kept(RecordSink sink) {
            super(System::nanoTime);
            this.sink = sink;
        }

        @Override
        void keep() {
            sink.settle();
            DetectorOpener.this.keep(new byte[0], false);
        }
    }
}
