package io.sharetap.benchmarks.quality;

import io.sharetap.alert.Alert;
import io.sharetap.alert.AlertUpdate;
import io.sharetap.baseline.Baseline;
import io.sharetap.baseline.BaselineSettings;
import io.sharetap.baseline.ChronicleBaseline;
import io.sharetap.detect.DetectorSink;
import io.sharetap.detect.RareWriteDetector;
import io.sharetap.event.SensorEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Sharetap's detector, by its own numbers or others, with a baseline in a folder that is deleted at the end. */
final class SharetapJudge implements Judge {
    private static final BaselineSettings.Capacity ROOM =
            new BaselineSettings.Capacity(100_000, 20_000, 20_000, 200_000, 100_000);

    private final Path folder;
    private final Baseline baseline;
    private final RareWriteDetector detector;

    private SharetapJudge(Path folder, Baseline baseline, Numbers numbers, Verdicts verdicts) {
        this.folder = folder;
        this.baseline = baseline;
        detector = new RareWriteDetector(numbers.detector(), baseline, new AlertsToVerdicts(verdicts));
    }

    static SharetapJudge open(Numbers numbers, Verdicts verdicts) {
        try {
            Path folder = Files.createTempDirectory("sharetap-quality");
            Baseline baseline = ChronicleBaseline.open(folder, numbers.baseline(ROOM), message -> {});
            return new SharetapJudge(folder, baseline, numbers, verdicts);
        } catch (IOException e) {
            throw new UncheckedIOException("no baseline in a temporary folder", e);
        }
    }

    /** Passes on alerts. */
    private record AlertsToVerdicts(Verdicts verdicts) implements DetectorSink {
        @Override
        public void onEvent(SensorEvent event) {
            // Only raised alerts count here.
        }

        @Override
        public void onAlert(Alert alert) {
            verdicts.alert(alert.event(), alert.variation().severity(), alert.epochNanos());
        }

        @Override
        public void onAlertUpdate(AlertUpdate update) {
            update.foldedWrites().forEach(verdicts::update);
        }
    }

    @Override
    public void onEvent(SensorEvent event) {
        detector.onEvent(event);
    }

    @Override
    public void onEnd(long epochNanos) {
        detector.onEnd(epochNanos);
    }

    @Override
    public void close() {
        baseline.close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + folder, e);
        }
    }
}
