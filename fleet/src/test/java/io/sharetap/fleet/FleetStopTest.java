package io.sharetap.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

    /**
     * A process that a shell began in the background ignores SIGINT, and so do those that it starts, unless they are
     * told otherwise (GNU coreutils 8.31 and later).
     */
    private static final String[] HEEDING_INTERRUPTS =
            System.getProperty("os.name").equals("Linux")
                    ? new String[] {"env", "--default-signal=INT"}
                    : new String[0];

    @TempDir
    private Path folder;

    private Process started(ServerSocket broker, String... before) throws IOException {
        String address = "127.0.0.1:" + broker.getLocalPort();
        List<String> line = Stream.of(
                        Stream.of(HEEDING_INTERRUPTS),
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

    @ParameterizedTest
    @CsvSource({"TERM, --http off", "INT, --http off", "TERM, alerts --follow", "INT, alerts --follow"})
    void aSignalIsNoFailureWhereNoBrokerAnswers(String signal, String arguments) throws Exception {
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
