package io.sharetap.baseline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Kills a process (SIGKILL) in the midst of its work, several times, and compares with a run without kills. */
class BaselineKillTest {
    private static final int KILLS = Integer.getInteger("baseline.kills", 2);
    private static final int AFTER_KILL = 3_000;

    @TempDir
    Path folder;

    @Test
    @Timeout(value = 30, unit = TimeUnit.MINUTES)
    void nothingIsLostWhenTheProcessIsKilled() throws Exception {
        long seed = Long.getLong("baseline.seed", 5);
        Random random = new Random(seed);
        Path progressFile = folder.resolve("progress");
        MappedByteBuffer progress = KilledProcess.progress(progressFile);
        ModelBaseline model = new ModelBaseline(KilledProcess.SETTINGS);
        long next = 0;
        for (int kill = 1; kill <= KILLS; kill++) {
            run(seed, progressFile, progress, random.nextInt(400));
            long observed = progress.getLong(0);
            String when = "seed " + seed + ", kill " + kill + " after event " + observed;
            for (; next < observed; next++) {
                model.observe(KilledProcess.event(seed, next), Writes.RUNS);
            }
            try (Baseline baseline = open()) {
                for (; next < observed + AFTER_KILL; next++) {
                    Rarity expected = model.observe(KilledProcess.event(seed, next), Writes.RUNS);
                    Rarity actual = baseline.observe(KilledProcess.event(seed, next), Writes.RUNS);
                    assertAlike(expected, actual, when + ", event " + next);
                }
            }
            progress.putLong(0, next);
        }
    }

    /** The same, but for the error that counts beyond 64 may have. */
    private static void assertAlike(Rarity expected, Rarity actual, String when) {
        long hosts = expected.executable().destinations();
        if (hosts <= Sightings.HOSTS_EXACT) {
            assertEquals(expected.executable(), actual.executable(), when);
        } else {
            assertEquals(hosts, actual.executable().destinations(), 0.3 * hosts, when);
            assertEquals(expected.executable().days(), actual.executable().days(), when);
        }
        assertEquals(expected.destination(), actual.destination(), when);
        assertEquals(expected.client().pairDays(), actual.client().pairDays(), when);
        assertEquals(expected.client().placeDays(), actual.client().placeDays(), when);
        assertEquals(expected.baseline(), actual.baseline(), when);
    }

    private Baseline open() throws IOException {
        List<String> messages = new ArrayList<>();
        Baseline baseline = ChronicleBaseline.open(folder.resolve("baseline"), KilledProcess.SETTINGS, messages::add);
        assertEquals(1, messages.size(), messages::toString);
        assertTrue(messages.get(0).contains("recovering"), messages::toString);
        return baseline;
    }

    /** Lets the process work for a while after its first events, then kills it. */
    private void run(long seed, Path progressFile, MappedByteBuffer progress, long millis) throws Exception {
        long before = progress.getLong(0);
        Process process = ChildProcess.start(
                KilledProcess.class,
                folder.resolve("output"),
                List.of(folder.resolve("baseline").toString(), Long.toString(seed), progressFile.toString()));
        try {
            while (progress.getLong(0) < before + 1_000) {
                assertTrue(process.isAlive(), "the process ended by itself");
                Thread.sleep(5);
            }
            Thread.sleep(millis);
        } finally {
            process.destroyForcibly();
            process.waitFor();
        }
    }
}
