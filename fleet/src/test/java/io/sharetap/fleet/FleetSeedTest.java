package io.sharetap.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sharetap.DevBroker;
import io.sharetap.baseline.BaselineSettings;
import io.sharetap.detect.DetectorSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a real broker: a fleet that is given the baselines of two sensors judges by them from its first event on. */
class FleetSeedTest {
    private static final int NOON = 43_200;

    @TempDir
    Path folder;

    /** One after another: 20 days of the network, and a tool on 12 hosts that the other sensor alone saw. */
    private Path baseline(String name, Weeks weeks) throws Exception {
        Path events = folder.resolve(name + ".jsonl");
        Files.write(events, weeks.lines().stream().map(Corpus.Line::json).toList());
        Path directory = folder.resolve(name);
        assertEquals(
                0,
                run("io.sharetap.cli.Sharetap", "score", "--baseline", directory.toString(), events.toString()),
                said());
        return directory;
    }

    private int run(String program, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "@../config/jvm.flags",
                "-Xmx300m",
                "-cp",
                System.getProperty("java.class.path"),
                program));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said.txt").toFile())
                .start();
        assertTrue(process.waitFor(120, TimeUnit.SECONDS), this::said);
        return process.exitValue();
    }

    private String said() {
        try {
            Path file = folder.resolve("said.txt");
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private int seed(DevBroker broker, Path... directories) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("seed", "--bootstrap", broker.address(), "--name", "seeded"));
        for (Path directory : directories) {
            arguments.add(directory.toString());
        }
        return run("io.sharetap.fleet.Fleet", arguments.toArray(new String[0]));
    }

    private static void publish(DevBroker broker, List<Corpus.Line> lines) {
        try (KafkaProducer<String, String> sensor =
                new KafkaProducer<>(broker.client(), new StringSerializer(), new StringSerializer())) {
            lines.forEach(line -> sensor.send(new ProducerRecord<>("sharetap-writes", line.client(), line.json())));
        }
    }

    private TreeSet<String> published(DevBroker broker, List<Corpus.Line> lines) throws Exception {
        try (FleetApp app =
                FleetEqualityTest.start(broker, "seeded", folder.resolve("state"), DetectorSettings.defaults())) {
            publish(broker, lines);
            TreeSet<String> published = FleetEqualityTest.alerts(broker, "seeded", 1);
            assertEquals(lines.size(), app.counts().events());
            return published;
        }
    }

    @Test
    void judgesByTheBaselinesOfSensors() throws Exception {
        Weeks other = new Weeks();
        for (int host = 201; host <= 212; host++) {
            other.write(17, NOON + host, 5, host, "tools", "a\\t.exe", "elsewhere");
        }
        Path first = baseline("first", Weeks.of(20));
        Path second = baseline("second", other);
        Weeks live = new Weeks()
                .write(20, NOON, 7, 201, "public", "a\\s.exe", "common")
                .write(20, NOON + 60, 8, 202, "public", "a\\t.exe", "elsewhere")
                .write(20, NOON + 120, 9, 203, "public", "a\\t.exe", "new")
                .seen(20, NOON + 7_200);
        // All in one, on one machine.
        Weeks all = Weeks.of(20);
        List<Corpus.Line> lines = new ArrayList<>(all.lines());
        lines.addAll(other.lines());
        lines.addAll(live.lines());
        SingleMachine single = SingleMachine.judge(lines, BaselineSettings.defaults(), DetectorSettings.defaults());
        single.records.removeIf(each -> !each.startsWith("{\"@timestamp\":\"2026-01-25"));
        assertEquals(1, single.records.size(), single.records::toString);
        try (DevBroker broker = DevBroker.started(Files.createDirectory(folder.resolve("broker")))) {
            Path damaged = Files.createDirectory(folder.resolve("damaged"));
            Files.write(damaged.resolve("state"), "no state".getBytes(StandardCharsets.UTF_8));
            assertEquals(1, seed(broker, first, damaged), this::said);
            assertTrue(said().contains("damaged is damaged"), this::said);
            assertTrue(said().contains("nothing was given"), this::said);
            assertEquals(2, seed(broker, folder.resolve("none")), this::said);
            assertEquals(2, seed(broker, Files.createDirectory(folder.resolve("empty"))), this::said);
            assertTrue(said().contains("there is no baseline in"), this::said);
            assertEquals(0, seed(broker, first, second), this::said);
            assertEquals(0, seed(broker, first, second), "what is given twice counts once");
            try (FleetApp app =
                    FleetEqualityTest.start(broker, "seeded", folder.resolve("state"), DetectorSettings.defaults())) {
                publish(broker, live.lines());
                TreeSet<String> published = FleetEqualityTest.alerts(broker, "seeded", 1);
                FleetTopologyTest.assertSame(single.records, published);
                assertEquals(4, app.counts().events());
            }
        }
    }
}
