package io.sharetap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.sharetap.cli.ProgramRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs written to a real Samba server come out with the hashes of its disk, whatever the number of workers. */
class ProgramsTest {
    private static final int PROGRAMS = 12;
    private static final int CANNOT_RUN_HERE = 2;

    @TempDir
    private static Path folder;

    @BeforeAll
    static void recordPrograms() throws Exception {
        Needs.program("bash", "--version");
        Process script = new ProcessBuilder(
                        "bash",
                        PcapCase.FOLDER.resolve("programs.sh").toString(),
                        "--made",
                        Integer.toString(PROGRAMS),
                        folder.toString())
                .redirectErrorStream(true)
                .start();
        script.getOutputStream().close();
        String said = new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int exitCode = script.waitFor();
        if (exitCode == CANNOT_RUN_HERE) {
            Needs.lacking(said);
        }
        assertEquals(0, exitCode, said);
    }

    @Test
    void hashesAreThoseOfTheServersDisk() throws IOException {
        Set<String> disk = new TreeSet<>(Files.readAllLines(folder.resolve("programs.sha256")));
        assertEquals(PROGRAMS, disk.size());
        Set<String> reported = new TreeSet<>();
        for (JsonNode line : PcapCase.records(replay(0))) {
            if ("smb-file-write".equals(line.at("/event/action").asText())
                    && "event".equals(line.at("/event/kind").asText())) {
                assertTrue(line.at("/smb/complete").asBoolean(), line.toString());
                reported.add(line.at("/file/hash/sha256").asText() + "  "
                        + line.at("/file/path").asText().replace('\\', '/'));
            }
        }
        assertEquals(disk, reported);
    }

    @Test
    void outputIsTheSameWithAnyNumberOfWorkers() {
        String onOneThread = replay(0);
        assertEquals(onOneThread, replay(1));
        assertEquals(onOneThread, replay(2));
    }

    private static String replay(int workers) {
        ProgramRun run = ProgramRun.of(
                "replay",
                "--no-progress",
                "--format",
                "json",
                "--workers",
                Integer.toString(workers),
                folder.resolve("capture.pcap").toString());
        assertEquals(0, run.exitCode(), run.err());
        return run.out();
    }
}
