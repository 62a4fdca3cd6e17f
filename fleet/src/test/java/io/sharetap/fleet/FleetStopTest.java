package io.sharetap.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sharetap.DevBroker;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A signal ends it in order, with exit 0, also while it waits for brokers that do not answer, or that are gone. */
@Timeout(240)
class FleetStopTest {
    /** By then it would have given up by itself. */
    private static final long IN_TIME_SECONDS = 8;
    /** Half of what Kafka Streams would wait for an answer that cannot come. */
    private static final long AFTER_A_DEATH_SECONDS = 15;

    private static final long TRY_MILLIS = 100;

    private static final String UNCOMMITTED =
            "sharetap: no broker answers: what was judged last is not committed, and is"
                    + " judged again at the next start";

    /**
     * A process that a shell began in the background ignores SIGINT, one that nohup began ignores SIGHUP, and so do
     * those that it starts, unless env sets the signals back (GNU coreutils 8.31 and later).
     */
    private static final String[] HEEDING_SIGNALS =
            System.getProperty("os.name").equals("Linux")
                    ? new String[] {"env", "--default-signal=INT,HUP"}
                    : new String[0];

    @TempDir
    private Path folder;

    private static String address(ServerSocket broker) {
        return "127.0.0.1:" + broker.getLocalPort();
    }

    private Process started(String broker, String... before) throws IOException {
        List<String> line = Stream.of(
                        Stream.of(HEEDING_SIGNALS),
                        Stream.of(
                                ProcessHandle.current().info().command().orElseThrow(),
                                "-Xmx100m",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                "io.sharetap.fleet.Fleet"),
                        Stream.of(before),
                        Stream.of("--bootstrap", broker))
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
            Process fleet = started(address(mute), arguments.split(" "));
            try (Socket asked = mute.accept()) {
                assertTrue(asked.isConnected());
                send(signal, fleet);
                assertTrue(fleet.waitFor(IN_TIME_SECONDS, TimeUnit.SECONDS), "it goes on");
                assertEquals("", new String(fleet.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
                assertEquals(0, fleet.exitValue());
            } finally {
                fleet.destroyForcibly();
            }
        }
    }

    private static void send(String signal, Process process) throws IOException, InterruptedException {
        String number = Long.toString(process.pid());
        assertEquals(0, new ProcessBuilder("kill", "-" + signal, number).start().waitFor());
    }

    @Test
    void stopsSoonWhereTheBrokerHasDied() throws Exception {
        try (DevBroker broker = DevBroker.started(Files.createDirectory(folder.resolve("broker")))) {
            Process fleet = started(broker.address(), "--http", "127.0.0.1:0", "--partitions", "2");
            try (BufferedReader said = fleet.inputReader(StandardCharsets.UTF_8)) {
                awaitReady(said.readLine());
                broker.kill();
                send("TERM", fleet);
                assertTrue(fleet.waitFor(AFTER_A_DEATH_SECONDS, TimeUnit.SECONDS), "it goes on");
                // It says nothing where it had nothing to commit when the broker died.
                String last = said.lines().reduce(UNCOMMITTED, (before, line) -> line);
                assertEquals(UNCOMMITTED, last);
                assertEquals(0, fleet.exitValue());
            } finally {
                fleet.destroyForcibly();
            }
        }
    }

    /** A sensor reads its settings again at SIGHUP; a fleet must not end where somebody expects the same of it. */
    @Test
    void goesOnAtAHangUpAndSaysThatARestartIsNeeded() throws Exception {
        try (ServerSocket mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Process fleet = started(address(mute), "--http", "off");
            try (Socket asked = mute.accept();
                    BufferedReader said = fleet.inputReader(StandardCharsets.UTF_8)) {
                assertTrue(asked.isConnected());
                send("HUP", fleet);
                assertEquals(
                        "sharetap: SIGHUP changes nothing: settings are read at the start only; restart the fleet to"
                                + " apply changed ones, no record is lost",
                        said.readLine());
                send("TERM", fleet);
                assertTrue(fleet.waitFor(IN_TIME_SECONDS, TimeUnit.SECONDS), "it goes on");
                assertEquals(List.of(), said.lines().toList());
                assertEquals(0, fleet.exitValue());
            } finally {
                fleet.destroyForcibly();
            }
        }
    }

    /** Waits until the instance that said this judges all its parts; the test's limit ends it otherwise. */
    private static void awaitReady(String said) throws IOException, InterruptedException {
        Matcher address = Pattern.compile(".*; (http://[0-9.:]+)/metrics").matcher(said);
        assertTrue(address.matches(), said);
        HttpRequest ready =
                HttpRequest.newBuilder(URI.create(address.group(1) + "/readyz")).build();
        HttpClient client = HttpClient.newHttpClient();
        while (client.send(ready, HttpResponse.BodyHandlers.discarding()).statusCode() != 200) {
            Thread.sleep(TRY_MILLIS);
        }
    }

    @Test
    void alertsSaysThatNoBrokerAnswers() throws Exception {
        try (ServerSocket mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Path quick =
                    Files.writeString(folder.resolve("quick"), "default.api.timeout.ms=500\nrequest.timeout.ms=500\n");
            Process alerts = started(address(mute), "alerts", "--client-config", quick.toString());
            String said = new String(alerts.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(
                    "sharetap: no broker answers at 127.0.0.1:" + mute.getLocalPort()
                            + ": start one, or say where one is (--bootstrap)\n",
                    said);
            assertEquals(1, alerts.waitFor());
        }
    }
}
