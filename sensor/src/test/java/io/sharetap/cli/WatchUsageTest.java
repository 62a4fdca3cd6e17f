package io.sharetap.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class WatchUsageTest {
    @Test
    void saysHowToNameAnInterface() {
        ProgramRun run = ProgramRun.of("watch");
        assertEquals(2, run.exitCode());
        assertTrue(run.err().contains("sharetap interfaces lists them"), run.err());
    }

    @Test
    void refusesAnAddressThatOthersReachWithoutAToken() {
        ProgramRun run = ProgramRun.of("watch", "-i", "eth0", "--http", "0.0.0.0:9475");
        assertEquals(2, run.exitCode());
        assertTrue(run.err().contains("http-token"), run.err());
    }

    @Test
    void refusesARingThatIsNoPowerOfTwo() {
        ProgramRun run = ProgramRun.of("watch", "-i", "eth0", "--set", "capture.ring-bytes=3m");
        assertEquals(2, run.exitCode());
        assertTrue(run.err().contains("power of two"), run.err());
    }

    /**
     * With libpcap and rights, it lists those that exist; without, it says what is missing. It is a process of its own:
     * what gives up its rights here would take them from all tests after it.
     */
    @Test
    void saysWhatIsWrongWithAnInterfaceThatDoesNotExist() throws IOException, InterruptedException {
        Process run = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-classpath",
                        System.getProperty("java.class.path"),
                        "io.sharetap.cli.Sharetap",
                        "watch",
                        "-i",
                        "nosuch0",
                        "--http",
                        "off")
                .redirectErrorStream(true)
                .start();
        String said = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int exitCode = run.waitFor();
        boolean listed = exitCode == 2 && said.contains("there is no interface \"nosuch0\"; there are: ");
        boolean lacking = said.contains("libpcap is not installed") || said.contains("no right to capture");
        assertTrue(listed || lacking, said);
    }
}
