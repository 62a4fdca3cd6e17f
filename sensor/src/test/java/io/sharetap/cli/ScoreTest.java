package io.sharetap.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoreTest {
    @TempDir
    private Path folder;

    @Test
    void raisesTheAlertsThatTheReplayRaised() throws IOException {
        ProgramRun replay = ProgramRun.of(
                "replay",
                "--format",
                "json",
                "--events",
                "all",
                Captures.get("psexec-smb1.pcap").toString());
        Path records = Files.writeString(folder.resolve("records.jsonl"), replay.out());
        ProgramRun score = ProgramRun.of(
                "score", "--format", "json", "--events", "alerts", "--activation", "0d", records.toString());
        assertEquals(0, score.exitCode(), score.toString());
        assertEquals(
                replay.alerts().stream().map(JsonRecord::toString).toList(),
                score.alerts().stream().map(JsonRecord::toString).toList());
    }

    @Test
    void raisesNothingBeforeTheBaselineIsActive() throws IOException {
        ProgramRun score = ProgramRun.of(
                "score",
                "--format",
                "json",
                "--events",
                "alerts",
                write("2024-03-01").toString());
        assertEquals(0, score.exitCode(), score.toString());
        assertEquals("", score.out());
    }

    /** Records say nothing of packets, connections and sessions: "0" would be wrong. */
    @Test
    void closesWithATableOfWhatRecordsSay() throws IOException {
        ProgramRun score =
                ProgramRun.of("score", "--events", "none", write("2024-03-01").toString());
        assertEquals("""
                Summary
                  files written     1
                  executables       1
                  alerts            0
                  suppressed        1  (activation 1)
                    activation: too few days were observed so far; --activation 0d raises at once
                """, score.out());
    }

    @Test
    void namesLinesThatAreNoRecordsAndJudgesTheOthers() throws IOException {
        Path records = Files.writeString(
                folder.resolve("records.jsonl"), "no json\n\n" + Files.readString(write("2024-03-01")) + "{\"a\":1}\n");
        ProgramRun score = ProgramRun.of(
                "score", "--format", "json", "--events", "alerts", "--activation", "0d", records.toString());
        assertEquals(1, score.exitCode(), score.toString());
        assertEquals(1, score.alerts().size());
        List<String> lines = score.err().lines().toList();
        assertEquals(2, lines.size(), score.err());
        assertTrue(lines.get(0).startsWith("sharetap: " + records + ": line 1: "), score.err());
        assertTrue(lines.get(1).startsWith("sharetap: " + records + ": line 4: "), score.err());
    }

    @Test
    void putsLateRecordsInTheirPlace() throws IOException {
        List<String> lines = new ArrayList<>();
        for (int minute = 0; minute < 9; minute++) {
            lines.add(record("2024-03-01T12:0" + minute + ":00Z", "10.0.0." + minute));
        }
        long seed = 5;
        List<String> shuffled = new ArrayList<>(lines);
        Collections.shuffle(shuffled, new Random(seed));
        assertEquals(scored(lines), scored(shuffled), "seed " + seed);
    }

    private static String scored(List<String> lines) {
        ProgramRun run = new ProgramRun().withInput(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
        run.run("score", "--format", "json", "--activation", "0d", "-");
        assertEquals(0, run.exitCode(), run.toString());
        return run.out();
    }

    private Path write(String day) throws IOException {
        return Files.writeString(folder.resolve(day + ".jsonl"), record(day + "T12:00:00Z", "10.0.0.66") + "\n");
    }

    private static String record(String time, String client) {
        return "{\"@timestamp\":\"" + time + "\",\"event\":{\"kind\":\"event\",\"action\":\"smb-file-write\","
                + "\"outcome\":\"success\"},\"source\":{\"ip\":\"" + client
                + "\"},\"destination\":{\"ip\":\"10.0.0.11\"},"
                + "\"file\":{\"path\":\"tool.exe\",\"size\":10,\"hash\":{\"sha256\":\"" + "ab".repeat(32)
                + "\"},\"pe\":{\"architecture\":\"x64\"}},"
                + "\"smb\":{\"tree\":\"\\\\\\\\fs\\\\public\",\"share\":\"public\"}}";
    }
}
