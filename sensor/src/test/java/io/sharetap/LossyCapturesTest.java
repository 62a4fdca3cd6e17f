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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever a capture lacks, a hash is that of a content which the server had: of conversations made up by chance, with
 * frames lost in several ways, whose truth {@code pcaps/maker/lossy.py} tells.
 */
class LossyCapturesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int FIRST_SEED = Integer.getInteger("lossy.first", 0);
    private static final int SEEDS = Integer.getInteger("lossy.seeds", 300);
    private static final String LOSS = System.getProperty("lossy.share", "0.01");

    /** So many of the conversations' files are hashed at least, one in two: else the test would say nothing. */
    private static final int HASHED_AT_LEAST = SEEDS / 2;

    @TempDir
    private Path folder;

    /** What the server had, by the client's address. */
    private final Map<String, Truth> truths = new HashMap<>();

    private record Truth(int seed, Set<String> contents) {}

    @Test
    void whatIsCompleteHasTheHashOfAContentThatTheServerHad() throws Exception {
        Path capture = folder.resolve("lossy.pcap");
        make(capture);
        int hashed = 0;
        String out = replayed(capture, 0);
        for (JsonNode line : PcapCase.records(out)) {
            JsonNode event = line.path("event");
            if (event.path("kind").asText().equals("event") && line.path("smb").has("complete")) {
                hashed += check(line);
            }
        }
        assertTrue(hashed >= HASHED_AT_LEAST, "only " + hashed + " hashes");
        assertEquals(out, replayed(capture, 2), "with two workers");
    }

    /** 1 where the record has a hash. */
    private int check(JsonNode line) {
        JsonNode smb = line.path("smb");
        String hash = line.path("file").path("hash").path("sha256").textValue();
        Truth truth = truths.get(line.path("source").path("ip").asText());
        String what = "seed " + truth.seed + ": " + line;
        if (!smb.path("complete").asBoolean()) {
            assertNull(hash, what);
        }
        boolean confirmed = line.path("event").path("outcome").asText().equals("success");
        // Where the CREATE was not seen, what lay there before is not known either, and the record says so.
        if (hash != null && confirmed && smb.path("create_seen").asBoolean()) {
            assertTrue(truth.contents.contains(hash), what);
        }
        return hash == null ? 0 : 1;
    }

    private static String replayed(Path capture, int workers) {
        ProgramRun run = ProgramRun.of(
                "replay",
                "--no-progress",
                "--format",
                "json",
                "--events",
                "all",
                "--workers",
                Integer.toString(workers),
                capture.toString());
        assertEquals(0, run.exitCode(), run.err());
        return run.out();
    }

    private void make(Path capture) throws IOException, InterruptedException {
        Needs.program("python3", "--version");
        Process maker = new ProcessBuilder(
                        "python3",
                        PcapCase.FOLDER.resolve("maker").resolve("lossy.py").toString(),
                        Integer.toString(FIRST_SEED),
                        Integer.toString(FIRST_SEED + SEEDS),
                        LOSS,
                        capture.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> lines = new String(maker.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertEquals(0, maker.waitFor());
        for (String line : lines) {
            JsonNode told = JSON.readTree(line);
            Set<String> contents = new HashSet<>();
            told.path("contents").forEach(content -> contents.add(content.asText()));
            truths.put(told.path("client").asText(), new Truth(told.path("seed").asInt(), contents));
        }
    }
}
