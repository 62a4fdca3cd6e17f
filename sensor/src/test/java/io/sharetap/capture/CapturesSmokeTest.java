package io.sharetap.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class CapturesSmokeTest {
    private static final boolean CI = "true".equals(System.getenv("CI"));

    @Test
    void countsTheFramesThatCapinfosCounts() throws IOException, InterruptedException {
        Path folder = Path.of(System.getProperty("captures.dir", "../../shared/captures"));
        need(Files.isDirectory(folder), "captures.dir " + folder + " is not there");
        need(runs("capinfos", "--version"), "capinfos (tshark's tools) is not installed");
        List<Path> captures;
        try (Stream<Path> entries = Files.list(folder)) {
            captures = entries.filter(entry -> entry.toString().endsWith(".pcap"))
                    .sorted()
                    .toList();
        }
        assertTrue(captures.size() >= 10, "captures found: " + captures);
        for (Path capture : captures) {
            Recorded recorded = Recorded.of(capture);
            assertEquals(List.of(), recorded.damages);
            assertEquals(framesOf(capture), recorded.frames.size(), capture.toString());
        }
    }

    private static int framesOf(Path capture) throws IOException, InterruptedException {
        Process capinfos = new ProcessBuilder("capinfos", "-c", "-M", "-T", "-r", capture.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String line = new String(capinfos.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, capinfos.waitFor());
        return Integer.parseInt(line.strip().split("\t")[1]);
    }

    private static boolean runs(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException absent) {
            return false;
        }
    }

    /** Skips where it may be absent; in CI it must be there. */
    private static void need(boolean there, String otherwise) {
        assertTrue(there || !CI, otherwise);
        Assumptions.assumeTrue(there, otherwise);
    }
}
