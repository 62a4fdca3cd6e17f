package io.sharetap.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the fleet shows of a record is what a sensor shows of the alert itself. */
class AlertCardsTest {
    private static final Path CASES = Path.of("..", "pcaps");

    private static String replay(String format, Path capture) throws IOException {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + Path.of("..", "config", "jvm.flags"),
                "-cp",
                System.getProperty("java.class.path"),
                "io.sharetap.cli.Sharetap",
                "replay",
                "--no-progress",
                "--events",
                "alerts",
                "--format",
                format,
                capture.toString());
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static String shown(String records) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        records.lines().forEach(new AlertCards(out));
        return out.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"lateral-movement/capture.pcapng", "executed-psexec/capture.pcap", "screensaver/capture.pcap"})
    void showsWhatTheSensorShows(String capture) throws IOException {
        String text = replay("text", CASES.resolve(capture));
        String cards = text.substring(0, text.lastIndexOf("\nSummary\n")).strip();
        assertTrue(cards.contains(" ALERT "), text);
        assertEquals(cards, shown(replay("json", CASES.resolve(capture))).strip());
    }

    @Test
    void whatCannotBeShownIsPassedOver() throws IOException {
        String record = replay("json", CASES.resolve("screensaver").resolve("capture.pcap"));
        assertEquals(shown(record), shown("{\"of\":\"tomorrow\"}\n" + record));
    }
}
