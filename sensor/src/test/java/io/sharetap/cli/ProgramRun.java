package io.sharetap.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs the program inside the test, and keeps what it said. */
public final class ProgramRun {
    private final Map<String, String> environment = new HashMap<>();
    private InputStream input = InputStream.nullInputStream();
    private final StopSignal stop = new StopSignal();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private int exitCode;

    /** Runs it once with these arguments. */
    public static ProgramRun of(String... arguments) {
        return new ProgramRun().run(arguments);
    }

    /** Runs it once with these arguments and this standard input. */
    public static ProgramRun ofInput(InputStream stream, String... arguments) {
        return new ProgramRun().withInput(stream).run(arguments);
    }

    /** Replays a capture with these options besides, and keeps all that can be told of it, as JSON lines. */
    public static ProgramRun ofReplay(Path capture, String... options) {
        List<String> arguments =
                new ArrayList<>(List.of("replay", "--no-progress", "--format", "json", "--events", "all"));
        arguments.addAll(List.of(options));
        arguments.add(capture.toString());
        return of(arguments.toArray(String[]::new));
    }

    ProgramRun with(String variable, String text) {
        environment.put(variable, text);
        return this;
    }

    ProgramRun withInput(byte[] bytes) {
        return withInput(new ByteArrayInputStream(bytes));
    }

    ProgramRun withInput(InputStream stream) {
        input = stream;
        return this;
    }

    /** Does what a signal would. */
    void stop() {
        stop.stop();
    }

    ProgramRun run(String... arguments) {
        out.reset();
        err.reset();
        Surroundings surroundings = new Surroundings(
                input, out, new PrintStream(err, true, StandardCharsets.UTF_8), environment, false, false, stop);
        exitCode = Sharetap.run(surroundings, arguments);
        return this;
    }

    public int exitCode() {
        return exitCode;
    }

    public String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    public String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    /** Lines of standard output, read as JSON. */
    List<JsonRecord> records() {
        List<JsonRecord> records = new ArrayList<>();
        out().lines().forEach(line -> records.add(JsonRecord.parse(line)));
        return records;
    }

    List<JsonRecord> records(String action) {
        return records().stream()
                .filter(record ->
                        action.equals(record.get("event.action")) && !"alert".equals(record.get("event.kind")))
                .toList();
    }

    List<JsonRecord> alerts() {
        return records().stream()
                .filter(record -> "alert".equals(record.get("event.kind")))
                .toList();
    }

    @Override
    public String toString() {
        return "exit " + exitCode + "\nout:\n" + out() + "err:\n" + err() + Arrays.asList(environment);
    }
}
