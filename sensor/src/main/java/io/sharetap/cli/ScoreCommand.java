package io.sharetap.cli;

import io.sharetap.capture.PipeInput;
import io.sharetap.config.SensorConfig;
import io.sharetap.detect.Detector;
import io.sharetap.notice.FailureReason;
import io.sharetap.pipeline.Faults;
import io.sharetap.pipeline.RecordReader;
import io.sharetap.pipeline.RunResult;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;

/** Judges executable writes that are read as records: the detector without packets. */
@Command(
        name = "score",
        description = "Judges executable writes from JSON lines, in the form in which replay and watch write them.",
        mixinStandardHelpOptions = true)
final class ScoreCommand implements Callable<Integer> {
    private static final int REFUSED_LINES_SAID_MAX = 20;
    private static final String STANDARD_INPUT = "-";

    private final Surroundings surroundings;
    private final PipeInput pipes = new PipeInput();
    private long refusedLines;

    private final SharedOptions options = new SharedOptions();

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Files of JSON lines, or - for standard input.")
    private List<Path> paths;

    ScoreCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    CommandSpec spec() {
        return options.addToOneOfRecords(CommandSpec.forAnnotatedObject(this));
    }

    @Override
    public Integer call() throws IOException {
        SensorConfig config = options.config(surroundings.environment());
        for (Path path : paths) {
            if (!isStandardInput(path) && !Files.exists(path)) {
                throw new NoSuchFileException(path.toString());
            }
        }
        try (DetectorOpener detectors = DetectorOpener.forScore(config, surroundings::say);
                RecordOutput output = new RecordOutput(config, surroundings, false)) {
            Detector detector = detectors.openAlone(output.records());
            ScoreCheckpoint checkpoint = new ScoreCheckpoint(detectors, output.records());
            RecordReader reader = new RecordReader(detector, config.latenessNanos(), checkpoint);
            output.onBroken(reader::stop);
            Runnable stop = () -> {
                reader.stop();
                surroundings.endInput(); // the reader may wait for it
                pipes.breakOff(); // or for a named pipe
            };
            detectors.onLost(stop);
            surroundings.stop().onStop(stop);
            List<String> notRead = new ArrayList<>();
            if (detectors.reading().length > 0) {
                output.endTornLine();
            }
            try (checkpoint) {
                checkpoint.begin(reader);
                for (Path path : paths) {
                    read(reader, path, notRead);
                }
            }
            Faults faults = reader.end();
            surroundings.stop().onStop(() -> {});
            RunResult result = new RunResult(-1, -1, reader.ledgers(), faults);
            output.closeOfRecords(result, detectors.counts(), notRead);
            checkpoint.finish();
            boolean whole = notRead.isEmpty() && !output.failed() && faults.count() == 0 && !detectors.lost();
            return whole ? Sharetap.DONE : Sharetap.DAMAGED;
        }
    }

    private static boolean isStandardInput(Path path) {
        return path.toString().equals(STANDARD_INPUT);
    }

    private void read(RecordReader reader, Path path, List<String> notRead) {
        String name = isStandardInput(path) ? "standard input" : path.toString();
        refusedLines = 0;
        try (InputStream input = isStandardInput(path) ? surroundings.in() : pipes.open(path)) {
            reader.read(input, new RecordReader.Lines() {
                @Override
                public void onRefused(long lineNumber, String reason) {
                    refuse(name, lineNumber, reason);
                }

                @Override
                public void onGoingOn(long lineNumber) {
                    surroundings.say(name + ": goes on at line " + lineNumber + ", where the run before was cut off");
                }
            });
        } catch (IOException e) {
            if (!surroundings.stop().stopped()) {
                notRead.add(name + ": " + FailureReason.alone(e));
                surroundings.say(name + ": cannot be read: " + FailureReason.alone(e));
            }
        }
        if (refusedLines > 0) {
            notRead.add(name + ": " + refusedLines + (refusedLines == 1 ? " line" : " lines"));
        }
        if (refusedLines > REFUSED_LINES_SAID_MAX) {
            surroundings.say(name + ": " + (refusedLines - REFUSED_LINES_SAID_MAX) + " more lines were skipped");
        }
    }

    private void refuse(String name, long number, String reason) {
        refusedLines++;
        if (refusedLines <= REFUSED_LINES_SAID_MAX) {
            surroundings.say(name + ": line " + number + ": " + reason);
        }
    }
}
