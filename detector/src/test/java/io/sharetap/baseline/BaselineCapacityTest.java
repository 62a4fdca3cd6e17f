package io.sharetap.baseline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sharetap.event.FileWrite;
import org.junit.jupiter.api.Test;

/** The maps' bounds, reached by making them small. */
class BaselineCapacityTest {
    private static final int FLOOD = 30_000;

    private final BaselineSettings settings =
            BaselineSettings.defaults().withCapacity(new BaselineSettings.Capacity(2_000, 500, 500, 2_000, 2_000));

    @Test
    void aFloodOfNewExecutablesDoesNotPushOutTheDestinations() {
        try (Baseline baseline = ChronicleBaseline.inMemory(settings)) {
            for (int day = 0; day < 5; day++) {
                for (int destination = 0; destination < 100; destination++) {
                    baseline.observe(Writes.write(day, 1, destination, day * 1_000 + destination), Writes.RUNS);
                }
            }
            for (int i = 0; i < FLOOD; i++) {
                baseline.observe(Writes.write(5, 2, 300, 100_000 + i), Writes.RUNS);
            }
            BaselineCounts counts = baseline.counts();
            assertTrue(counts.executables() <= 2_000, counts::toString);
            assertTrue(counts.evicted() >= 2L * (FLOOD - 2_000), counts::toString);
            assertEquals(101, counts.destinations());
            for (int destination = 0; destination < 100; destination++) {
                Rarity rarity = baseline.observe(Writes.write(6, 1, destination, 7), Writes.RUNS);
                assertEquals(5, rarity.destination().similarDays());
                assertEquals(101, rarity.executable().knownDestinations());
            }
            assertEquals(
                    1,
                    baseline.observe(Writes.write(6, 1, 300, 7), Writes.RUNS)
                            .destination()
                            .similarDays());
        }
    }

    @Test
    void theOldestExecutablesGoFirst() {
        try (Baseline baseline = ChronicleBaseline.inMemory(settings)) {
            for (int day = 0; day < 10; day++) {
                for (int i = 0; i < 180; i++) {
                    baseline.observe(Writes.write(day, 1, 1, day * 1_000 + i), Writes.RUNS);
                }
            }
            for (int i = 0; i < 600; i++) {
                baseline.observe(Writes.write(10, 1, 1, 50_000 + i), Writes.RUNS);
            }
            assertTrue(remembered(baseline, 9) >= 170, "the youngest stay");
            assertTrue(remembered(baseline, 0) <= 20, "the oldest went");
        }
    }

    private static int remembered(Baseline baseline, int day) {
        int remembered = 0;
        for (int i = 0; i < 180; i++) {
            FileWrite write = Writes.write(10, 1, 1, day * 1_000 + i);
            remembered += baseline.observe(write, Writes.RUNS).executable().days();
        }
        return remembered;
    }

    @Test
    void programsWrittenToVeryManyHostsNeverThrow() {
        try (Baseline baseline = ChronicleBaseline.inMemory(settings)) {
            for (int day = 0; day < 3; day++) {
                for (int i = 0; i < 20_000; i++) {
                    baseline.observe(Writes.write(day, i % 700, i % 9_000, i % 1_500), Writes.RUNS);
                }
            }
            assertTrue(baseline.counts().pairs() <= 2_000);
        }
    }

    @Test
    void whatLeftTheWindowIsSweptOutInPassing() {
        try (Baseline baseline = ChronicleBaseline.inMemory(settings)) {
            for (int i = 0; i < 1_000; i++) {
                baseline.observe(Writes.write(0, 1, 1, i), Writes.RUNS);
            }
            for (int i = 0; i < 5_000; i++) {
                // Heads that name their executable stay up to 15 days longer.
                baseline.observe(Writes.write(47, 1, 1, 5_000), Writes.RUNS);
            }
            assertEquals(1, baseline.counts().executables());
            assertTrue(baseline.counts().expired() >= 2_000);
            assertEquals(0, baseline.counts().evicted());
        }
    }
}
