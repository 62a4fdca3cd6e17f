package io.sharetap.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Kills {@code score} (SIGKILL) at random moments, starts it again, and compares with a run without kills. */
class ScoreKillTest {
    private static final int KILLS = Integer.getInteger("score.kills", 3);
    private static final long RECORDS = Long.getLong("score.records", 60_000);
    private static final long SEED = Long.getLong("score.seed", 20_260_501);
    /** So many kills or more are to fall into every tenth of the records. */
    private static final int KILLS_EVERYWHERE = 50;

    private static final int STARTUP_MILLIS_MAX = 3_000;
    /** Shorter where a whole run is short. */
    private static final int WORK_MILLIS_MAX = KILLS >= KILLS_EVERYWHERE ? 600 : 100;

    private static final String[] SETTINGS = {
        "--format", "json", "--events", "alerts",
        "--set", "history.capacity.executables=60000", "--set", "history.capacity.destinations=5000",
        "--set", "history.capacity.clients=5000", "--set", "history.capacity.pairs=60000",
        "--set", "history.capacity.writes-of-day=60000"
    };

    @TempDir
    private Path folder;

    private final Random random = new Random(SEED);
    private final String when = "seed " + SEED;
    private final List<Kill> kills = new ArrayList<>();
    private Path records;
    private long oldestMillis;
    private long linesRead;

    /** A kill, and what was kept when it fell: how many lines were read, and how many were put out. */
    private record Kill(long linesRead, long linesPutOut) {
        long tenth() {
            return linesRead * 10 / RECORDS;
        }
    }

    @Test
    @Timeout(value = 3, unit = TimeUnit.HOURS)
    void aKillLosesNoAlertAndRepeatsThemUnderTheirId() throws Exception {
        records = new ScoreRecords(SEED, RECORDS).writeTo(folder.resolve("records.jsonl"));
        Path expected = folder.resolve("expected.jsonl");
        assertEquals(0, start("steady", expected).waitFor(), () -> errors("steady"));

        Path actual = folder.resolve("actual.jsonl");
        boolean ended = false;
        while (kills.size() < KILLS && !ended) {
            ended = runAndKill(actual);
        }
        assertFalse(kills.isEmpty(), when + ": the work was done before a kill");
        if (!ended) {
            assertEquals(0, start("killed", actual).waitFor(), () -> errors("killed"));
        }
        Map<String, String> once = alerts(expected);
        Map<String, String> again = alerts(actual);
        assertTrue(once.size() > 20, when + ": " + once.size() + " alerts");
        for (Map.Entry<String, String> alert : once.entrySet()) {
            assertEquals(alert.getValue(), again.get(alert.getKey()), when);
        }
        assertEquals(once.size(), again.size(), when);
        assertEquals(List.of(), entriesOnlyIn("steady", "killed"), when);
        assertEquals(List.of(), entriesOnlyIn("killed", "steady"), when);
        assertKillsFellEverywhere();
        System.out.printf(
                "%d alerts and updates, none lost, none changed; %d lines repeated; the oldest checkpoint at a kill "
                        + "was %d ms old%n",
                once.size(), countLines(actual) - once.size(), oldestMillis);
    }

    private void assertKillsFellEverywhere() {
        long[] ofTenth = new long[10];
        kills.forEach(kill -> ofTenth[(int) Math.min(9, kill.tenth())]++);
        Kill first = kills.get(0);
        Kill last = kills.get(kills.size() - 1);
        System.out.printf(
                "%d kills in %d records, seed %d: between lines %d and %d, %d to %d days closed, %d to %d lines put "
                        + "out; in each tenth of the records: %s%n",
                kills.size(),
                RECORDS,
                SEED,
                first.linesRead(),
                last.linesRead(),
                first.linesRead() * ScoreRecords.DAYS / RECORDS,
                last.linesRead() * ScoreRecords.DAYS / RECORDS,
                first.linesPutOut(),
                last.linesPutOut(),
                Arrays.toString(ofTenth));
        if (KILLS >= KILLS_EVERYWHERE) {
            assertEquals(KILLS, kills.size(), when);
            assertTrue(Arrays.stream(ofTenth).allMatch(count -> count > 0), when + ": " + Arrays.toString(ofTenth));
        }
    }

    /**
     * Kills it a random while after it has come near to the line at which this kill is due, or while it starts. True:
     * the run came to its end before it was killed; by its own word, which it keeps when all was put out and before it
     * lets go of the baseline: it would begin anew if it were started again.
     */
    private boolean runAndKill(Path output) throws Exception {
        Path checkpoint = folder.resolve("killed").resolve("checkpoint");
        FileTime before = Files.exists(checkpoint) ? Files.getLastModifiedTime(checkpoint) : FileTime.fromMillis(0);
        boolean early = random.nextInt(10) == 0;
        long millis = random.nextInt(early ? STARTUP_MILLIS_MAX : WORK_MILLIS_MAX);
        // The last kills are due a little before the end: a life goes on for a while after it came near.
        long dueLine = RECORDS * 95 / 100 * kills.size() / KILLS;
        Process process = start("killed", output);
        try {
            while (!early && process.isAlive() && (isOf(checkpoint, before) || linesKept() < dueLine)) {
                Thread.sleep(50);
            }
            if (process.waitFor(millis, TimeUnit.MILLISECONDS)) {
                assertEquals(0, process.exitValue(), () -> errors("killed"));
                return true;
            }
            if (Files.exists(checkpoint) && !isOf(checkpoint, before)) {
                long age = System.currentTimeMillis()
                        - Files.getLastModifiedTime(checkpoint).toMillis();
                oldestMillis = Math.max(oldestMillis, age);
            }
        } finally {
            process.destroyForcibly();
            process.waitFor();
        }
        assertGoesOn();
        if (cameToItsEnd()) {
            return true;
        }
        kills.add(new Kill(linesKept(), countLines(output)));
        return false;
    }

    /** Lines up to which the run that was killed last need not be read again. */
    private long linesKept() {
        CheckpointFile.Kept kept = new CheckpointFile(folder.resolve("killed"), Assertions::fail).read();
        if (kept == null || kept.reading().length == 0) {
            return 0;
        }
        ByteBuffer reading = ByteBuffer.wrap(kept.reading());
        int inputs = reading.getInt();
        return inputs == 0 ? 0 : reading.getLong(Integer.BYTES + Long.BYTES);
    }

    private boolean cameToItsEnd() {
        CheckpointFile.Kept kept = new CheckpointFile(folder.resolve("killed"), Assertions::fail).read();
        return kept != null && kept.reading().length == 0;
    }

    private static boolean isOf(Path checkpoint, FileTime before) throws IOException {
        return !Files.exists(checkpoint)
                || Files.getLastModifiedTime(checkpoint).equals(before);
    }

    /**
     * The line from which a run says it goes on never lies before that of an earlier run; one that kept anything went
     * on where an earlier one had come to.
     */
    private void assertGoesOn() {
        String said = errors("killed");
        int at = said.indexOf("goes on at line ");
        assertTrue(at >= 0 || linesKept() + 1 >= linesRead, () -> when + ": began anew: " + said);
        if (at >= 0) {
            String digits = said.substring(at + "goes on at line ".length(), said.indexOf(',', at));
            assertTrue(Long.parseLong(digits) >= linesRead, said);
            linesRead = Long.parseLong(digits);
        }
    }

    private Process start(String baseline, Path output) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("@" + new File("../config/jvm.flags").getCanonicalPath());
        command.add("-XX:TieredStopAtLevel=1"); // lives are too short for the second compiler
        command.addAll(List.of("-classpath", System.getProperty("java.class.path"), Sharetap.class.getName(), "score"));
        command.addAll(List.of(SETTINGS));
        command.addAll(List.of("--baseline", folder.resolve(baseline).toString(), records.toString()));
        return new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
                .redirectError(folder.resolve(baseline + ".err").toFile())
                .start();
    }

    private String errors(String baseline) {
        try {
            return Files.readString(folder.resolve(baseline + ".err"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** The baseline's entries, without those that the other one has as well. */
    private List<String> entriesOnlyIn(String baseline, String other) {
        Set<String> entries = new TreeSet<>(exported(baseline));
        exported(other).forEach(entries::remove);
        return List.copyOf(entries);
    }

    private List<String> exported(String baseline) {
        return ProgramRun.of("baseline", "export", folder.resolve(baseline).toString())
                .out()
                .lines()
                .filter(ScoreKillTest::isInTheWindow)
                .map(ScoreKillTest::withoutOlderDays)
                .toList();
    }

    /** What left the window is cleared out when there is time for it. */
    private static boolean isInTheWindow(String line) {
        String value = JsonRecord.parse(line).get("value");
        if (value == null) {
            return true;
        }
        int day = Integer.parseInt(value.substring(2, 4) + value.substring(0, 2), 16);
        return day >= ScoreRecords.LAST_DAY - 30;
    }

    /** Of a pair, the bit of the day that just left the window depends on whether it was cleared out before. */
    private static String withoutOlderDays(String line) {
        String value = JsonRecord.parse(line).get("value");
        if (!line.contains("\"pairs\"")) {
            return line;
        }
        int highest = Integer.parseInt(value.substring(10, 12), 16) & 0x7F;
        return line.replace(value, value.substring(0, 10) + highest);
    }

    private static long countLines(Path file) throws IOException {
        try (Stream<String> lines = Files.lines(file, StandardCharsets.UTF_8)) {
            return lines.filter(ScoreKillTest::isWhole).count();
        }
    }

    private static boolean isWhole(String line) {
        return line.startsWith("{") && line.endsWith("}");
    }

    /** Alerts and updates by their id; a line that a kill tore is none, and one that comes again must be the same. */
    private static Map<String, String> alerts(Path file) throws IOException {
        Map<String, String> alerts = new LinkedHashMap<>();
        for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
            if (isWhole(line)) {
                String id = JsonRecord.parse(line).get("event.id");
                String before = alerts.put(id, line);
                assertTrue(before == null || before.equals(line), () -> before + "\n" + line);
            }
        }
        return alerts;
    }
}
