package io.sharetap;

import io.sharetap.capture.CaptureDamage;
import io.sharetap.capture.CaptureFiles;
import io.sharetap.capture.CaptureReport;
import io.sharetap.config.SensorConfig;
import io.sharetap.detect.Detector;
import io.sharetap.event.FileWrite;
import io.sharetap.event.SensorEvent;
import io.sharetap.output.IgnoringOutput;
import io.sharetap.pipeline.Pipeline;
import io.sharetap.pipeline.RunResult;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Holds what the sensor, without its detector, saw in a capture.
 *
 * @param counts of messages among others
 * @param executables SHA-256 of the programs that were written, or may have been
 * @param paths of all files that were written, behind {@code \\server\share}
 */
record SharetapRun(RunResult counts, Set<String> executables, Set<String> paths) {
    static SharetapRun of(Path capture) throws IOException {
        return of(capture, Map.of());
    }

    /** With these settings. */
    static SharetapRun of(Path capture, Map<String, String> settings) throws IOException {
        List<SensorConfig.Option> options = new ArrayList<>();
        options.add(new SensorConfig.Option("workers", "0", "test"));
        settings.forEach((key, text) -> options.add(new SensorConfig.Option(key, text, "test")));
        SensorConfig config = SensorConfig.of(options, Map.of(), null);
        Hashes hashes = new Hashes();
        try (CaptureFiles source = CaptureFiles.open(List.of(capture), InputStream.nullInputStream(), hashes)) {
            RunResult counts = Pipeline.of(config, sink -> hashes, hashes, null).run(source, (read, total) -> {});
            return new SharetapRun(counts, hashes.executables, hashes.paths);
        }
    }

    /** Takes the place of detector and output. */
    private static final class Hashes extends IgnoringOutput implements Detector, CaptureReport {
        private final Set<String> executables = new TreeSet<>();
        private final Set<String> paths = new TreeSet<>();

        @Override
        public void onEvent(SensorEvent event) {
            if (event instanceof FileWrite write) {
                paths.add(write.smb().tree() + "\\" + write.path());
            }
            if (event instanceof FileWrite write && write.pe() != null && write.sha256() != null) {
                executables.add(HexFormat.of().formatHex(write.sha256()));
            }
        }

        @Override
        public void onEnd(long epochNanos) {}

        @Override
        public void onDamage(CaptureDamage damage) {}

        @Override
        public void onSkipped(String entry, String reason) {}
    }
}
