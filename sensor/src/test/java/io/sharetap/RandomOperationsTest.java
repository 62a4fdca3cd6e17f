package io.sharetap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.sharetap.cli.ProgramRun;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever is done to files of a real Samba server, by chance and over two sessions ({@code pcaps/operations.sh}): each
 * program that its disk holds in the end was told under the disk's path with the disk's hash, and not as gone after
 * that. Now and then there is no hash, and the record says so: of bytes that were written while it was no program, or
 * raw. As many seeds are of SMB1 as of SMB2 and 3. {@code -Doperations.first}, {@code -Doperations.seeds} and
 * {@code -Doperations.steps} ask for others.
 */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class RandomOperationsTest {
    private static final int FIRST_SEED = Integer.getInteger("operations.first", 1);
    private static final int SEEDS = Integer.getInteger("operations.seeds", 16);
    private static final int STEPS = Integer.getInteger("operations.steps", 45);
    /** Seeds that have found something. */
    private static final List<String> FAULTS_FOUND = List.of("56", "139", "324", "504", "42-smb1", "116-smb1");

    private static final int CANNOT_RUN_HERE = 2;

    @TempDir
    private Path folder;

    /** What the records of one file came to: they name the one before by {@code smb.continues}. */
    private final Map<String, JsonNode> lastOfFile = new LinkedHashMap<>();

    @Test
    void eachProgramOnTheServersDiskIsReported() throws IOException, InterruptedException {
        record();
        readRecords();
        Map<String, List<JsonNode>> byPath = new HashMap<>();
        for (JsonNode last : lastOfFile.values()) {
            String path = last.at("/file/path").asText().toLowerCase(Locale.ROOT);
            byPath.computeIfAbsent(path, any -> new ArrayList<>()).add(last);
        }
        Map<String, String> disk = disk();
        List<String> programs = Files.readAllLines(folder.resolve("programs"));
        assertTrue(programs.size() >= SEEDS / 2, programs.size() + " programs are left");
        int hashed = 0;
        for (String program : programs) {
            String path = program.replace('/', '\\').toLowerCase(Locale.ROOT);
            List<JsonNode> reported = byPath.getOrDefault(path, List.of()).stream()
                    .filter(last -> !last.at("/smb/deleted").asBoolean())
                    .toList();
            boolean right = reported.stream()
                    .anyMatch(last -> last.at("/file/hash/sha256").asText().equals(disk.get(program)));
            boolean lacking =
                    reported.stream().anyMatch(last -> !last.at("/smb/complete").asBoolean());
            assertTrue(
                    right || lacking,
                    () -> program + " is " + disk.get(program) + ", told: " + reported + "\n" + stepsOf(program));
            hashed += right ? 1 : 0;
        }
        int lacking = programs.size() - hashed;
        assertTrue(lacking <= 1 + programs.size() / 20, lacking + " of " + programs.size() + " have no hash");
    }

    private void record() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(PcapCase.FOLDER.resolve("operations.sh").toString(), folder.toString(), "" + STEPS));
        for (int seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed++) {
            command.add("" + seed);
            command.add(seed + "-smb1");
        }
        command.addAll(FAULTS_FOUND);
        Path said = folder.resolve("said");
        Process script = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Redirect.to(said.toFile()))
                .start();
        try {
            int exitCode = script.waitFor();
            if (exitCode == CANNOT_RUN_HERE) {
                Needs.lacking(Files.readString(said));
            }
            assertEquals(0, exitCode, Files.readString(said));
        } finally {
            script.destroy();
        }
    }

    private void readRecords() throws IOException {
        ProgramRun run = ProgramRun.ofReplay(folder.resolve("capture.pcap"));
        assertEquals(0, run.exitCode(), run.err());
        Map<String, String> files = new HashMap<>();
        for (JsonNode line : PcapCase.records(run.out())) {
            String action = line.at("/event/action").asText();
            boolean reports = action.equals("smb-file-write") || action.equals("smb-server-side-copy");
            if (reports && line.at("/event/kind").asText().equals("event")) {
                String id = line.at("/event/id").asText();
                String before = line.at("/smb/continues").asText(id);
                String file = files.getOrDefault(before, before);
                files.put(id, file);
                lastOfFile.put(file, line);
            }
        }
    }

    /** SHA-256 by path inside the share. */
    private Map<String, String> disk() throws IOException {
        Map<String, String> disk = new HashMap<>();
        for (String line : Files.readAllLines(folder.resolve("disk.sha256"))) {
            disk.put(line.substring(line.indexOf(' ') + 2), line.substring(0, line.indexOf(' ')));
        }
        return disk;
    }

    /** What was done in the folder of that file: {@code s} and the seed. */
    private String stepsOf(String file) {
        String seed = file.substring(1, file.indexOf('/'));
        try {
            return String.join(
                    "\n",
                    Files.readAllLines(folder.resolve("steps")).stream()
                            .filter(line -> line.startsWith(seed + " "))
                            .toList());
        } catch (IOException e) {
            return e.toString();
        }
    }
}
