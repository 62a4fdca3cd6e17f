package io.sharetap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sharetap.cli.ProgramRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever a capture lacks, a hash is that of a content which the server had, and the records are the same whatever the
 * number of workers: of conversations made up by chance, with frames lost in several ways, whose truth
 * {@code pcaps/maker/lossy.py} tells. {@code -Dlossy.first}, {@code -Dlossy.seeds}, {@code -Dlossy.share} and
 * {@code -Dlossy.late} ask for others.
 */
class LossyCapturesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int FIRST_SEED = Integer.getInteger("lossy.first", 0);
    private static final int SEEDS = Integer.getInteger("lossy.seeds", 300);
    private static final String LOSS = System.getProperty("lossy.share", "0.01");
    private static final String LATE = System.getProperty("lossy.late", "0.15");

    /** So many seeds make one capture. */
    private static final int SEEDS_A_CAPTURE = 1_000;

    @TempDir
    private Path folder;

    /** What the server had, by the client's address. */
    private final Map<String, Truth> truths = new HashMap<>();

    private final Figures figures = new Figures();

    private record Truth(int seed, Set<String> contents) {}

    /** Of confirmed writes, those that have a hash, and the seeds of those whose hash is of no content that was. */
    private static final class Figures {
        private int seen;
        private int unseen;
        private final Set<Integer> wrong = new TreeSet<>();
        private final Set<Integer> wrongUnseen = new TreeSet<>();
        private final Set<Integer> differByWorkers = new TreeSet<>();

        @Override
        public String toString() {
            return seen + " hashes of files whose CREATE was seen, wrong with the seeds " + wrong + "; " + unseen
                    + " of files whose CREATE was not seen, wrong with the seeds " + wrongUnseen
                    + "; other records with two workers with the seeds " + differByWorkers;
        }
    }

    /**
     * Where the CREATE was not seen, a capture that begins between two messages may look like one that begins with the
     * file: one of ten thousand does.
     */
    @Test
    void whatIsCompleteHasTheHashOfAContentThatTheServerHad(TestReporter reporter) throws Exception {
        check(LOSS, "0");
        reporter.publishEntry("lossy captures", figures.toString());
        // One in two conversations has a file that is hashed at least: else the test would say nothing.
        assertTrue(figures.seen >= SEEDS / 2, figures.toString());
        assertTrue(figures.wrong.isEmpty() && figures.differByWorkers.isEmpty(), figures.toString());
        assertTrue(figures.wrongUnseen.size() <= SEEDS / 2_000, figures.toString());
    }

    /**
     * Frames of the other side, or of another connection, are captured up to two places late: further than an answer is
     * from its request, none can be told from what happened later.
     */
    @Test
    void whatIsCompleteHasThatHashTooWhereFramesAreCapturedInAnotherOrderThanTheyWereSent(TestReporter reporter)
            throws Exception {
        check("0", LATE);
        reporter.publishEntry("captures out of order", figures.toString());
        assertTrue(figures.seen >= SEEDS, figures.toString());
        assertTrue(figures.wrong.isEmpty() && figures.differByWorkers.isEmpty(), figures.toString());
    }

    private void check(String loss, String late) throws Exception {
        for (int first = FIRST_SEED; first < FIRST_SEED + SEEDS; first += SEEDS_A_CAPTURE) {
            check(first, Math.min(SEEDS_A_CAPTURE, FIRST_SEED + SEEDS - first), loss, late);
        }
    }

    private void check(int first, int seeds, String loss, String late) throws Exception {
        Path capture = folder.resolve("lossy.pcap");
        make(capture, first, seeds, loss, late);
        String out = replayed(capture, 0);
        for (JsonNode line : PcapCase.records(out)) {
            JsonNode event = line.path("event");
            if (event.path("kind").asText().equals("event") && line.path("smb").has("complete")) {
                check(line);
            }
        }
        compare(out.lines().toList(), replayed(capture, 2).lines().toList());
        truths.clear();
    }

    private void check(JsonNode line) {
        JsonNode smb = line.path("smb");
        String hash = line.path("file").path("hash").path("sha256").textValue();
        Truth truth = truthOf(line);
        if (!smb.path("complete").asBoolean()) {
            assertNull(hash, "seed " + truth.seed + ": " + line);
        }
        if (hash == null || !line.path("event").path("outcome").asText().equals("success")) {
            return;
        }
        boolean right = truth.contents.contains(hash);
        if (smb.path("create_seen").asBoolean()) {
            figures.seen++;
            figures.wrong.addAll(right ? Set.of() : Set.of(truth.seed));
        } else {
            figures.unseen++;
            figures.wrongUnseen.addAll(right ? Set.of() : Set.of(truth.seed));
        }
    }

    /** Line by line, so that a record that is out of place is told by its seed too. */
    private void compare(List<String> lines, List<String> withWorkers) throws IOException {
        for (int i = 0; i < Math.max(lines.size(), withWorkers.size()); i++) {
            String line = i < lines.size() ? lines.get(i) : "{}";
            if (i >= withWorkers.size() || !line.equals(withWorkers.get(i))) {
                Truth truth = truthOf(JSON.readTree(line));
                figures.differByWorkers.add(truth == null ? -1 : truth.seed);
            }
        }
    }

    private Truth truthOf(JsonNode line) {
        return truths.get(line.path("source").path("ip").asText());
    }

    private static String replayed(Path capture, int workers) {
        ProgramRun run = ProgramRun.ofReplay(capture, "--workers", Integer.toString(workers));
        assertEquals(0, run.exitCode(), run.err());
        return run.out();
    }

    private void make(Path capture, int first, int seeds, String loss, String late)
            throws IOException, InterruptedException {
        Needs.program("python3", "--version");
        Process maker = new ProcessBuilder(
                        "python3",
                        PcapCase.FOLDER.resolve("maker").resolve("lossy.py").toString(),
                        Integer.toString(first),
                        Integer.toString(first + seeds),
                        loss,
                        capture.toString(),
                        late)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> lines = new String(maker.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertEquals(0, maker.waitFor());
        for (String line : lines) {
            JsonNode reported = JSON.readTree(line);
            Set<String> contents = new HashSet<>();
            reported.path("contents").forEach(content -> contents.add(content.asText()));
            truths.put(
                    reported.path("client").asText(),
                    new Truth(reported.path("seed").asInt(), contents));
        }
    }
}
