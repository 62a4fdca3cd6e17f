package io.sharetap.cli;

import io.sharetap.capture.CaptureDamage;
import io.sharetap.capture.CaptureFiles;
import io.sharetap.capture.CaptureReport;
import io.sharetap.config.SensorConfig;
import io.sharetap.pipeline.Pipeline;
import io.sharetap.pipeline.RunResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Reads captures and reports what was written, and which of it is uncommon. */
final class ReplayCommand implements Callable<Integer>, CaptureReport {
    private final Surroundings surroundings;
    private final List<String> notRead = new ArrayList<>();

    private final SharedOptions options = new SharedOptions();
    private final PositionalParamSpec paths = PositionalParamSpec.builder()
            .paramLabel("PATH")
            .arity("1..*")
            .required(true)
            .type(List.class)
            .auxiliaryTypes(Path.class)
            .description("Captures, folders of captures, or - for standard input.")
            .build();

    ReplayCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** Without annotations, like {@link SharedOptions}. */
    CommandSpec spec() {
        CommandSpec spec =
                CommandSpec.wrapWithoutInspection(this).name("replay").addPositional(paths);
        spec.usageMessage()
                .description(
                        "Reads captures (pcap, pcapng; plain, .gz or .zst) and raises alerts on uncommon executables.",
                        "Without --baseline nothing counts as usual, and alerts are raised from the first write on.");
        return Sharetap.withHelp(options.addTo(spec));
    }

    @Override
    public void onDamage(CaptureDamage damage) {
        if (surroundings.stop().stopped()) {
            return; // we ended the input ourselves
        }
        notRead.add(damage.message());
        surroundings.say(damage.message());
    }

    @Override
    public void onSkipped(String entry, String reason) {
        surroundings.say(entry + ": skipped: " + reason);
    }

    @Override
    public Integer call() throws IOException {
        SensorConfig config = options.config(surroundings.environment());
        try (CaptureFiles source = CaptureFiles.open(paths.getValue(), surroundings.in(), this);
                DetectorOpener detectors = DetectorOpener.forReplay(config, surroundings::say);
                RecordOutput output = new RecordOutput(config, surroundings, false);
                ProgressLine progress = progress(config, source, output)) {
            Pipeline pipeline = Pipeline.of(config, detectors, output.records(), output.folder());
            output.onBroken(pipeline::stop);
            Runnable stop = () -> {
                pipeline.stop();
                surroundings.endInput(); // the reader may wait for it
                source.breakOff(); // or for a named pipe
            };
            detectors.onLost(stop);
            surroundings.stop().onStop(stop);
            RunResult result = pipeline.run(source, progress);
            surroundings.stop().onStop(() -> {});
            progress.close();
            output.close(result, detectors.counts(), notRead);
            detectors.finish();
            boolean whole =
                    notRead.isEmpty() && !output.failed() && result.faults().count() == 0 && !detectors.lost();
            return whole ? Sharetap.DONE : Sharetap.DAMAGED;
        }
    }

    private ProgressLine progress(SensorConfig config, CaptureFiles source, RecordOutput output) {
        boolean wanted = config.progress()
                && surroundings.errIsTerminal()
                && source.bytesTotal() >= ProgressLine.WORTH_SHOWING_BYTES;
        return wanted ? output.showing(new ProgressBarLine(surroundings.err())) : ProgressLine.NONE;
    }
}
