package io.sharetap.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The order in which records are read, the time that they claim, and where reading begins must not change what is said.
 */
class ScoreOrderTest {
    private static final long LATENESS_MILLIS = Duration.ofMinutes(10).toMillis();

    @TempDir
    private Path folder;

    private static String score(List<String> lines, String... more) {
        ProgramRun run = new ProgramRun().withInput(bytes(lines));
        List<String> arguments = new ArrayList<>(List.of("score", "--format", "json", "--events", "alerts"));
        arguments.addAll(List.of("--set", "history.capacity.executables=20000"));
        arguments.addAll(List.of(more));
        arguments.add("-");
        run.run(arguments.toArray(String[]::new));
        assertEquals(0, run.exitCode(), run.err());
        return run.out();
    }

    private static byte[] bytes(List<String> lines) {
        return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** Each record comes later than its time says, by less than the lateness. */
    private static List<String> late(List<String> lines, Random random) {
        record Late(String line, long arrivesMillis) {}
        return lines.stream()
                .map(line -> new Late(line, timeOf(line).toEpochMilli() + random.nextLong(LATENESS_MILLIS)))
                .sorted(Comparator.comparingLong(Late::arrivesMillis))
                .map(Late::line)
                .toList();
    }

    private static Instant timeOf(String line) {
        return Instant.parse(line.substring(line.indexOf("\":\"") + 3, line.indexOf("Z\"") + 1));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void theSameRecordsInAnyOrderWithinTheLatenessGiveTheSameAlerts(long seed) {
        List<String> lines = new ScoreRecords(seed, 5_000).lines();
        String expected = score(lines);
        assertTrue(expected.lines().count() > 20, "seed " + seed);
        Random random = new Random(seed);
        for (int i = 0; i < 3; i++) {
            assertEquals(expected, score(late(lines, random)), "seed " + seed + ", order " + i);
        }
    }

    @Test
    void recordsOfOneMomentAreTakenInAnOrderOfTheirOwn() {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            lines.add(new ScoreRecords(i, 1).lines().get(0));
        }
        String expected = score(lines, "--activation", "0d");
        List<String> turned = new ArrayList<>(lines);
        java.util.Collections.reverse(turned);
        assertEquals(expected, score(turned, "--activation", "0d"));
    }

    @Test
    void aRecordWithAnImpossibleTimeChangesNothingForTheOthers() {
        List<String> lines = new ScoreRecords(4, 5_000).lines();
        String expected = score(lines);
        Random random = new Random(4);
        List<String> mixed = new ArrayList<>(lines);
        for (int i = 0; i < 40; i++) {
            int at = random.nextInt(mixed.size());
            String year = i % 2 == 0 ? "2200" : "1999";
            mixed.add(at, mixed.get(at).replaceFirst("2026-", year + "-"));
        }
        mixed.add(0, lines.get(0).replaceFirst("2026-", "2200-"));
        assertEquals(expected, score(mixed));
    }

    @Test
    void readingTwiceIntoOneBaselineCountsOnce() {
        List<String> lines = new ScoreRecords(5, 5_000).lines();
        score(lines, "--baseline", folder.toString());
        List<String> once = entries();
        score(lines, "--baseline", folder.toString());
        List<String> twice = new ArrayList<>(entries());
        twice.removeAll(once);
        assertEquals(List.of(), twice);
    }

    private List<String> entries() {
        return List.copyOf(new TreeSet<>(ProgramRun.of("baseline", "export", folder.toString())
                .out()
                .lines()
                .toList()));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 60_000, 1_000_000})
    void aRunThatWasStoppedGoesOnWhereItWas(int afterBytes) throws IOException {
        List<String> lines = new ScoreRecords(6, 5_000).lines();
        String expected = score(lines, "--baseline", folder.resolve("steady").toString());
        byte[] bytes = bytes(lines);
        ProgramRun run = new ProgramRun();
        String[] arguments = {
            "score",
            "--format",
            "json",
            "--events",
            "alerts",
            "--baseline",
            folder.resolve("stopped").toString(),
            "-"
        };
        run.withInput(new StoppingInput(bytes, afterBytes, run)).run(arguments);
        assertEquals(0, run.exitCode(), run.err());
        String first = run.out();
        ProgramRun second = new ProgramRun().withInput(pipe(bytes)).run(arguments);
        assertEquals(0, second.exitCode(), second.err());
        assertTrue(second.err().contains("standard input: goes on at line "), second.err());
        assertEquals(alertIds(expected), alertIds(first + second.out()));
    }

    /** What the system says when somebody wants to go on further behind in a pipe. */
    private static InputStream pipe(byte[] bytes) {
        return new FilterInputStream(new ByteArrayInputStream(bytes)) {
            @Override
            public long skip(long count) throws IOException {
                throw new IOException("Illegal seek");
            }
        };
    }

    private static TreeSet<String> alertIds(String records) {
        TreeSet<String> ids = new TreeSet<>();
        records.lines()
                .map(JsonRecord::parse)
                .filter(record -> "alert".equals(record.get("event.kind")))
                .forEach(record -> ids.add(record.get("event.id")));
        return ids;
    }

    @Test
    void anotherInputAfterAStopIsReadWhole() throws IOException {
        byte[] bytes = bytes(new ScoreRecords(7, 2_000).lines());
        ProgramRun run = new ProgramRun();
        run.withInput(new StoppingInput(bytes, 100_000, run))
                .run("score", "--baseline", folder.toString(), "--format", "json", "-");
        Path other = Files.write(folder.resolve("other.jsonl"), bytes(new ScoreRecords(8, 100).lines()));
        ProgramRun second = ProgramRun.of(
                "score", "--baseline", folder.toString(), "--format", "json", "--events", "all", other.toString());
        assertEquals("", second.err());
        assertEquals(
                100,
                second.records("smb-file-write").size()
                        + second.records("smb-execution-observed").size());
    }

    /** Stops the run after so many bytes. */
    private static final class StoppingInput extends InputStream {
        private final ByteArrayInputStream bytes;
        private final int afterBytes;
        private final ProgramRun run;
        private int read;

        StoppingInput(byte[] bytes, int afterBytes, ProgramRun run) {
            this.bytes = new ByteArrayInputStream(bytes);
            this.afterBytes = afterBytes;
            this.run = run;
        }

        @Override
        public int read() {
            throw new UnsupportedOperationException("nobody reads single bytes");
        }

        @Override
        public int read(byte[] target, int from, int count) {
            if (read >= afterBytes) {
                run.stop();
            }
            int got = bytes.read(target, from, Math.min(count, 10_000));
            read += Math.max(0, got);
            return got;
        }
    }
}
