package io.sharetap.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sharetap.baseline.BaselineSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What left the window leaves the stores of all steps, and nothing else does. */
class SweepTest {
    private static final int LAST_DAY = 40;

    @TempDir
    Path folder;

    @Test
    void whatLeftTheWindowLeavesTheStores() {
        Weeks weeks = new Weeks().write(0, 100, 7, 201, "public", "old.exe", "old");
        for (int day = 1; day <= LAST_DAY; day++) {
            weeks.write(day, 100, 8, 202, "public", "new.exe", "new");
        }
        weeks.seen(LAST_DAY, 80_000);
        try (TopologyTestDriver driver = new FleetTopologyTest(folder).driver(FleetTopologyTest.detector())) {
            TestInputTopic<byte[], byte[]> writes =
                    driver.createInputTopic("writes", new ByteArraySerializer(), new ByteArraySerializer());
            List<Corpus.Line> lines = weeks.lines();
            // The first day is seen to have been kept, before it leaves.
            pipe(driver, writes, lines.subList(0, 3));
            assertEquals(2, counts(driver).get(Section.PAIRS));
            assertEquals(2, counts(driver).get(Section.EXECUTABLES));
            pipe(driver, writes, lines.subList(3, lines.size()));
            Map<Section, Integer> left = counts(driver);
            for (Section section : List.of(
                    Section.CLIENTS,
                    Section.PLACES,
                    Section.PAIRS,
                    Section.EXECUTABLES,
                    Section.HEADS,
                    Section.DESTINATIONS)) {
                assertEquals(1, left.get(section), () -> section + " of " + left);
            }
        }
        assertTrue(LAST_DAY > BaselineSettings.defaults().windowDays() + 1);
    }

    private static void pipe(
            TopologyTestDriver driver, TestInputTopic<byte[], byte[]> writes, List<Corpus.Line> lines) {
        for (Corpus.Line line : lines) {
            writes.pipeInput(
                    line.client().getBytes(StandardCharsets.UTF_8), line.json().getBytes(StandardCharsets.UTF_8));
        }
        for (int i = 0; i < 300; i++) {
            driver.advanceWallClockTime(Duration.ofMillis(100));
        }
    }

    /** Entries of each section. */
    private static Map<Section, Integer> counts(TopologyTestDriver driver) {
        Map<Section, Integer> counts = new EnumMap<>(Section.class);
        for (Section section : Section.values()) {
            KeyValueStore<Bytes, byte[]> store = driver.getKeyValueStore(section.store());
            int entries = 0;
            try (KeyValueIterator<Bytes, byte[]> all = new SectionStore(section, store).all()) {
                for (; all.hasNext(); all.next()) {
                    entries++;
                }
            }
            counts.put(section, entries);
        }
        return counts;
    }
}
