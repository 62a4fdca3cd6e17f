package io.sharetap.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sharetap.baseline.BaselineSettings;
import io.sharetap.detect.DetectorSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.TreeSet;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole topology, of one part, without a broker. */
class FleetTopologyTest {
    private static final long LATENESS = 60_000_000_000L;
    private static final Instant NOW = Instant.parse("2026-11-28T00:00:00Z");

    @TempDir
    Path folder;

    private final FleetCounts counts = new FleetCounts();

    private static final class Read implements InputEnds {
        @Override
        public long now() {
            return 0;
        }

        @Override
        public boolean readSince(int partition, long moment) {
            return true;
        }
    }

    static DetectorSettings detector() {
        DetectorSettings settings = DetectorSettings.defaults();
        return settings.with(settings.alert().withActivationDays(3));
    }

    private TopologyTestDriver driver() {
        FleetSettings settings = new FleetSettings(
                BaselineSettings.defaults(), detector(), LATENESS, 2_000_000_000L, new Parts(1), false);
        Properties streams = new Properties();
        streams.put(StreamsConfig.APPLICATION_ID_CONFIG, "fleet");
        streams.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
        streams.put(StreamsConfig.STATE_DIR_CONFIG, folder.toString());
        TopicNames topics = new TopicNames("writes", "fleet");
        return new TopologyTestDriver(FleetTopology.of(settings, topics, new Read(), counts), streams, NOW);
    }

    private TreeSet<String> judge(List<Corpus.Line> lines) {
        TreeSet<String> alerts = new TreeSet<>();
        try (TopologyTestDriver driver = driver()) {
            TestInputTopic<byte[], byte[]> writes =
                    driver.createInputTopic("writes", new ByteArraySerializer(), new ByteArraySerializer());
            TestOutputTopic<String, String> published =
                    driver.createOutputTopic("fleet-alerts", new StringDeserializer(), new StringDeserializer());
            int sent = 0;
            for (Corpus.Line line : lines) {
                writes.pipeInput(new TestRecord<>(
                        line.client().getBytes(StandardCharsets.UTF_8),
                        line.json().getBytes(StandardCharsets.UTF_8),
                        new RecordHeaders(),
                        NOW));
                if (++sent % 20 == 0) {
                    driver.advanceWallClockTime(Duration.ofMillis(50));
                }
            }
            for (int i = 0; i < 4_000; i++) {
                driver.advanceWallClockTime(Duration.ofMillis(50));
            }
            published.readValuesToList().stream()
                    .filter(each -> each.contains("\"kind\":\"alert\""))
                    .forEach(alerts::add);
        }
        return alerts;
    }

    /** Names what one has and the other has not. */
    static void assertSame(TreeSet<String> expected, TreeSet<String> published) {
        TreeSet<String> lacking = new TreeSet<>(expected);
        lacking.removeAll(published);
        TreeSet<String> more = new TreeSet<>(published);
        more.removeAll(expected);
        assertEquals(
                "",
                (lacking.isEmpty() ? "" : lacking.size() + " lacking: " + lacking.first())
                        + (more.isEmpty() ? "" : "\n" + more.size() + " more: " + more.first()));
    }

    @Test
    void givesTheAlertsOfASingleMachine() {
        List<Corpus.Line> lines = new Corpus(1, 60).days(40, 60);
        SingleMachine single = SingleMachine.judge(lines, BaselineSettings.defaults(), detector());
        assertTrue(single.alerts.size() > 50, () -> "few alerts: " + single.alerts.size());
        assertSame(single.alerts, judge(Corpus.shuffled(lines, LATENESS, 7)));
        assertEquals(0, counts.deadLetters());
        assertEquals(0, counts.lateEvents());
    }
}
