package io.sharetap.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A signal ends it in order, with exit 0, also while it waits for brokers that do not answer. */
@Timeout(60)
class FleetStopTest {
    /** By then it would have given up by itself. */
    private static final long IN_TIME_SECONDS = 8;

    @TempDir
    private Path folder;

    private Process started(ServerSocket broker, String... before) throws IOException {
        String address = "127.0.0.1:" + broker.getLocalPort();
        List<String> line = Stream.of(
                        Stream.of(
                                ProcessHandle.current().info().command().orElseThrow(),
                                "-Xmx100m",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                "io.sharetap.fleet.Fleet"),
                        Stream.of(before),
                        Stream.of("--bootstrap", address))
                .flatMap(each -> each)
                .toList();
        return new ProcessBuilder(line)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
    }

    /** A process that a shell began in the background ignores SIGINT, and so do those that it begins. */
    private static boolean heedsInterrupts() throws IOException {
        Path status = Path.of("/proc/self/status");
        return !Files.exists(status)
                || Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("SigIgn:"))
                        .noneMatch(line -> (Long.parseUnsignedLong(line.split("\\s+")[1], 16) & 2) != 0);
    }

    @ParameterizedTest
    @CsvSource({"TERM, --http off", "INT, --http off", "TERM, alerts --follow", "INT, alerts --follow"})
    void aSignalIsNoFailureWhereNoBrokerAnswers(String signal, String arguments) throws Exception {
        assumeTrue(signal.equals("TERM") || heedsInterrupts(), "SIGINT is ignored where this runs");
        try (ServerSocket mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Process fleet = started(mute, arguments.split(" "));
            try (Socket asked = mute.accept()) {
                assertTrue(asked.isConnected());
                String number = Long.toString(fleet.pid());
                assertEquals(
                        0,
                        new ProcessBuilder("kill", "-" + signal, number).start().waitFor());
                assertTrue(fleet.waitFor(IN_TIME_SECONDS, TimeUnit.SECONDS), "it goes on");
                assertEquals("", new String(fleet.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
                assertEquals(0, fleet.exitValue());
            } finally {
                fleet.destroyForcibly();
            }
        }
    }

    @Test
    void alertsSaysThatNoBrokerAnswers() throws Exception {
        try (ServerSocket mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Path quick =
                    Files.writeString(folder.resolve("quick"), "default.api.timeout.ms=500\nrequest.timeout.ms=500\n");
            Process alerts = started(mute, "alerts", "--client-config", quick.toString());
            String said = new String(alerts.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(
                    "sharetap: no broker answers at 127.0.0.1:" + mute.getLocalPort()
                            + ": start one, or say where one is (--bootstrap)\n",
                    said);
            assertEquals(1, alerts.waitFor());
        }
    }
}
