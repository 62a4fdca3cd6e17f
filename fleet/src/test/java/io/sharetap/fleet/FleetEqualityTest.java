package io.sharetap.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sharetap.DevBroker;
import io.sharetap.baseline.BaselineSettings;
import io.sharetap.detect.DetectorSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a real broker, in 8 parts: a fleet of 1, 2 and 4 instances gives the alerts of a single machine. */
class FleetEqualityTest {
    private static final int SENSORS = 5;
    private static final Duration LATENESS = Duration.ofSeconds(3);
    private static final long LIMIT_MILLIS = 180_000;

    @TempDir
    Path folder;

    @Test
    void fleetsOfAnySizeGiveTheAlertsOfASingleMachine() throws Exception {
        List<Corpus.Line> lines = new Corpus(3, 40).days(12, 150);
        SingleMachine single = SingleMachine.judge(lines, BaselineSettings.defaults(), FleetTopologyTest.detector());
        assertTrue(single.records.size() > 40, () -> "few alerts: " + single.records.size());
        Path log = Files.createDirectory(folder.resolve("broker"));
        try (DevBroker broker = DevBroker.started(log)) {
            publish(broker, Corpus.shuffled(lines, LATENESS.toNanos(), 11));
            for (int instances : new int[] {1, 2, 4}) {
                String name = "fleet-of-" + instances;
                List<FleetApp> apps = new ArrayList<>();
                try {
                    for (int i = 0; i < instances; i++) {
                        apps.add(start(broker, name, i));
                    }
                    TreeSet<String> published = alerts(broker, name, single.records.size());
                    FleetTopologyTest.assertSame(single.records, published);
                    assertEquals(
                            0,
                            apps.stream()
                                    .mapToLong(app -> app.counts().lateEvents())
                                    .sum());
                    assertEquals(
                            0,
                            apps.stream()
                                    .mapToLong(app -> app.counts().deadLetters())
                                    .sum());
                } finally {
                    apps.forEach(FleetApp::close);
                }
            }
        }
    }

    /** From five sensors, each record by one of them. */
    static void publish(DevBroker broker, List<Corpus.Line> lines) throws Exception {
        try (org.apache.kafka.clients.admin.Admin admin =
                org.apache.kafka.clients.admin.Admin.create(broker.client())) {
            new FleetTopics(admin, new TopicNames("sharetap-writes", "none")).ensure(8);
        }
        List<KafkaProducer<String, String>> sensors = new ArrayList<>();
        for (int i = 0; i < SENSORS; i++) {
            Properties settings = broker.client();
            settings.setProperty(ProducerConfig.LINGER_MS_CONFIG, "0");
            sensors.add(new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer()));
        }
        int next = 0;
        for (Corpus.Line line : lines) {
            // Each is there before the next: in which order they come is what the test says.
            sensors.get(next++ % SENSORS)
                    .send(new ProducerRecord<>("sharetap-writes", line.client(), line.json()))
                    .get();
        }
        sensors.forEach(KafkaProducer::close);
    }

    private FleetApp start(DevBroker broker, String name, int instance) throws Exception {
        return start(broker, name, folder.resolve(name + "-" + instance), FleetTopologyTest.detector());
    }

    /** An instance of 8 parts, with short commits, since each day takes some. */
    static FleetApp start(DevBroker broker, String name, Path state, DetectorSettings detector) throws Exception {
        return start(broker, name, state, detector, null, System.out::println);
    }

    /** The same, which other instances reach at this address, HOST:PORT. */
    static FleetApp start(DevBroker broker, String name, Path state, DetectorSettings detector, String http)
            throws Exception {
        return start(broker, name, state, detector, http, System.out::println);
    }

    /** The same, whose messages go there. */
    static FleetApp start(
            DevBroker broker,
            String name,
            Path state,
            DetectorSettings detector,
            String http,
            Consumer<String> messages)
            throws Exception {
        Properties client = broker.client();
        client.setProperty("commit.interval.ms", "100");
        if (http != null) {
            client.setProperty("application.server", http);
        }
        FleetApp app = new FleetApp(
                new FleetApp.Start(
                        client,
                        name,
                        "sharetap-writes",
                        8,
                        state,
                        1,
                        0,
                        LATENESS,
                        BaselineSettings.defaults(),
                        detector,
                        null),
                messages);
        app.start();
        return app;
    }

    /** Waits for as many alerts, and a while for more. */
    static TreeSet<String> alerts(DevBroker broker, String name, int expected) {
        TreeSet<String> alerts = new TreeSet<>();
        Properties settings = broker.client();
        settings.setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.setProperty(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            TopicPartition partition = new TopicPartition(name + "-alerts", 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long start = System.currentTimeMillis();
            long end = start + LIMIT_MILLIS;
            while (System.currentTimeMillis() < end) {
                for (ConsumerRecord<String, String> each : consumer.poll(Duration.ofMillis(500))) {
                    assertTrue(alerts.add(each.value()), () -> "published twice: " + each.value());
                }
                if (alerts.size() >= expected && end > System.currentTimeMillis() + 2_000) {
                    System.out.println(name + ": " + (System.currentTimeMillis() - start) + " ms");
                    end = System.currentTimeMillis() + 2_000;
                }
            }
        }
        return alerts;
    }
}
