package io.sharetap.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.sharetap.baseline.BaselineSettings;
import io.sharetap.detect.DetectorSettings;
import io.sharetap.event.EventCodec;
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

    private final Path folder;

    FleetTopologyTest(@TempDir Path folder) {
        this.folder = folder;
    }

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
        return activeFrom(3);
    }

    private TopologyTestDriver driver() {
        return driver(detector());
    }

    private static DetectorSettings activeFrom(int days) {
        DetectorSettings settings = DetectorSettings.defaults();
        return settings.with(settings.alert().withActivationDays(days));
    }

    TopologyTestDriver driver(DetectorSettings detector) {
        FleetSettings settings =
                new FleetSettings(BaselineSettings.defaults(), detector, LATENESS, 2_000_000_000L, new Parts(1), false);
        Properties streams = new Properties();
        streams.put(StreamsConfig.APPLICATION_ID_CONFIG, "fleet");
        streams.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
        streams.put(StreamsConfig.STATE_DIR_CONFIG, folder.toString());
        TopicNames topics = new TopicNames("writes", "fleet");
        return new TopologyTestDriver(FleetTopology.of(settings, topics, new Read(), counts), streams, NOW);
    }

    /** What a fleet publishes of these. */
    TreeSet<String> judge(List<Corpus.Line> lines, DetectorSettings detector) {
        TreeSet<String> alerts = new TreeSet<>();
        try (TopologyTestDriver driver = driver(detector)) {
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
            for (String each : published.readValuesToList()) {
                assertTrue(alerts.add(each), () -> "published twice: " + each);
            }
        }
        return alerts;
    }

    /** A record in short: {@code variation +reason…}, {@code update n}, {@code run}. */
    static String shown(JsonNode record) {
        String action = record.at("/event/action").asText();
        if (action.equals("alert-update")) {
            return "update " + record.at("/sharetap/folded_writes").size();
        }
        if (action.equals("smb-execution-observed")) {
            return "run";
        }
        StringBuilder text = new StringBuilder(record.at("/rule/id").asText());
        record.at("/sharetap/reasons")
                .forEach(reason -> text.append(" +").append(reason.get("id").asText()));
        text.append(record.at("/sharetap/executable/partial").asBoolean() ? " partial" : "");
        int folded = record.at("/sharetap/folded").asInt();
        return text + (folded == 0 ? "" : " folded " + folded);
    }

    /** Names what one has and the other has not. */
    static void assertSame(TreeSet<String> expected, TreeSet<String> published) {
        TreeSet<String> lacking = new TreeSet<>(expected);
        lacking.removeAll(published);
        TreeSet<String> more = new TreeSet<>(published);
        more.removeAll(expected);
        String first = lacking.isEmpty() ? "" : lacking.first();
        String other = more.isEmpty() ? "" : more.first();
        int same = 0;
        while (same < Math.min(first.length(), other.length()) && first.charAt(same) == other.charAt(same)) {
            same++;
        }
        int from = Math.max(0, same - 200);
        assertEquals(
                first.substring(from),
                other.substring(from),
                lacking.size() + " lacking, " + more.size() + " more, of " + expected.size());
    }

    @Test
    void givesTheAlertsOfASingleMachine() {
        List<Corpus.Line> lines = new Corpus(1, 60).days(40, 60);
        SingleMachine single = SingleMachine.judge(lines, BaselineSettings.defaults(), detector());
        assertTrue(single.records.size() > 50, () -> "few alerts: " + single.records.size());
        assertSame(single.records, judge(Corpus.shuffled(lines, LATENESS, 7), detector()));
        assertEquals(0, counts.deadLetters());
        assertEquals(0, counts.lateEvents());
    }

    private static String write(long nanos, String id, String fileId, String path) {
        return "{\"@timestamp\":\"" + EventCodec.timestamp(nanos)
                + "\",\"event\":{\"action\":\"smb-file-write\",\"id\":\""
                + id + "\",\"outcome\":\"success\"},\"source\":{\"ip\":\"10.0.0.7\"},\"destination\":{\"ip\":"
                + "\"10.0.0.8\"},\"file\":{\"path\":\"" + path + "\",\"size\":9,\"hash\":{\"sha256\":\""
                + "ab".repeat(32) + "\"},\"pe\":{\"architecture\":\"x64\"}},\"smb\":{\"session_id\":\"0x1\","
                + "\"file_id\":\"" + fileId + "\",\"share\":\"C$\",\"head_sha256\":\"" + "cd".repeat(32) + "\"}}";
    }

    private void pipe(TopologyTestDriver driver, String json, String version) {
        RecordHeaders headers = new RecordHeaders();
        if (version != null) {
            headers.add(ClientsStep.SCHEMA_HEADER, version.getBytes(StandardCharsets.UTF_8));
        }
        driver.createInputTopic("writes", new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(new TestRecord<>(null, json.getBytes(StandardCharsets.UTF_8), headers, NOW));
    }

    private static void settle(TopologyTestDriver driver) {
        for (int i = 0; i < 3_000; i++) {
            driver.advanceWallClockTime(Duration.ofMillis(50));
        }
    }

    @Test
    void whatTwoSensorsSawIsJudgedOnce() {
        long day = Corpus.FIRST_DAY * Corpus.DAY_NANOS;
        try (TopologyTestDriver driver = driver()) {
            pipe(driver, write(day + 1_000_000_000L, "a", "0x5", "t.exe"), "1");
            pipe(driver, write(day + 1_400_000_000L, "b", "0x5", "t.exe"), "1");
            pipe(driver, write(day + 1_500_000_000L, "c", "0x6", "t.exe"), "1");
            pipe(driver, write(day + 9_000_000_000L, "d", "0x5", "t.exe"), "1");
            settle(driver);
        }
        assertEquals(4, counts.writes());
        assertEquals(1, counts.seenTwice(), "of another open, or after the tolerance, it is another write");
    }

    private static String run(long nanos, String id, String name) {
        return "{\"@timestamp\":\"" + EventCodec.timestamp(nanos)
                + "\",\"event\":{\"action\":\"smb-execution-observed\",\"id\":\"" + id
                + "\"},\"source\":{\"ip\":\"10.0.0.7\"},\"destination\":{\"ip\":\"10.0.0.8\"},\"smb\":"
                + "{\"session_id\":\"0x1\",\"file_id\":\"0x9\",\"execution\":{\"via\":\"service\",\"act\":\"started\","
                + "\"name\":\"" + name + "\"}}}";
    }

    @Test
    void anExecutionThatTwoSensorsSawIsTakenOnce() {
        long day = Corpus.FIRST_DAY * Corpus.DAY_NANOS;
        List<String> published = List.of();
        for (int sensors = 1; sensors <= 2; sensors++) {
            try (TopologyTestDriver driver = driver(activeFrom(0))) {
                pipe(driver, write(day + 1_000_000_000L, "a", "0x5", "Temp\\\\t.exe"), "1");
                for (int sensor = 0; sensor < sensors; sensor++) {
                    pipe(driver, run(day + 2_000_000_000L + 300_000_000L * sensor, "r" + sensor, "svc"), "1");
                    pipe(driver, run(day + 9_000_000_000L + 300_000_000L * sensor, "s" + sensor, "svc"), "1");
                }
                settle(driver);
                List<String> records = driver.createOutputTopic(
                                "fleet-alerts", new StringDeserializer(), new StringDeserializer())
                        .readValuesToList();
                if (sensors == 1) {
                    published = records;
                }
                assertEquals(published, records);
            }
        }
        assertEquals(
                2,
                published.stream()
                        .filter(each -> each.contains("smb-execution-observed"))
                        .count(),
                published::toString);
        assertEquals(2, counts.seenTwice(), "the same call later is another");
    }

    @Test
    void whatCannotBeReadIsADeadLetterWithItsReason() {
        long day = Corpus.FIRST_DAY * Corpus.DAY_NANOS;
        try (TopologyTestDriver driver = driver()) {
            pipe(driver, "{\"no\":", "1");
            pipe(driver, write(day, "a", "0x5", "t.exe"), "2");
            pipe(driver, write(day, "b", "0x5", "t.exe"), "first");
            pipe(driver, write(NOW.plus(Duration.ofHours(25)).toEpochMilli() * 1_000_000L, "c", "0x5", "t.exe"), "1");
            pipe(driver, write(day, "d", "0x5", "t.exe"), null);
            pipe(driver, write(day, "e", "0x6", "t.exe"), "0");
            List<TestRecord<String, String>> dead = driver.createOutputTopic(
                            "fleet-dead-letters", new StringDeserializer(), new StringDeserializer())
                    .readRecordsToList();
            List<String> reasons = dead.stream()
                    .map(each -> new String(
                            each.headers().lastHeader("sharetap-reason").value(), StandardCharsets.UTF_8))
                    .toList();
            assertEquals(4, reasons.size(), reasons::toString);
            assertEquals("schema version 2 is newer than this fleet", reasons.get(1));
            assertEquals("no schema version: first", reasons.get(2));
            assertEquals("its time is more than a day after the time at which it was published", reasons.get(3));
        }
        assertEquals(2, counts.writes(), "of no version and of an older one");
        assertEquals(4, counts.deadLetters());
    }

    @Test
    void aWriteThatComesTooLateIsJudgedAllTheSame() {
        long day = Corpus.FIRST_DAY * Corpus.DAY_NANOS;
        try (TopologyTestDriver driver = driver()) {
            pipe(driver, write(day + 1_000_000_000L, "a", "0x5", "t.exe"), "1");
            pipe(driver, write(day + Corpus.DAY_NANOS + 500_000_000_000L, "b", "0x6", "t.exe"), "1");
            settle(driver);
            long before = counts.candidates();
            assertEquals(2, before);
            pipe(driver, write(day + 2_000_000_000L, "c", "0x7", "t.exe"), "1");
            settle(driver);
        }
        assertEquals(1, counts.lateEvents());
        assertEquals(3, counts.candidates());
    }
}
