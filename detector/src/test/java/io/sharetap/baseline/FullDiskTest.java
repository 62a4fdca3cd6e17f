package io.sharetap.baseline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sharetap.Needs;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real disk that is full: a small one is mounted, which needs root. */
class FullDiskTest {
    private static final BaselineSettings SETTINGS = BaselineSettings.defaults()
            .withCapacity(new BaselineSettings.Capacity(20_000, 2_000, 2_000, 20_000, 20_000));

    @TempDir
    Path folder;

    private final List<String> messages = new ArrayList<>();
    private Path disk;

    @BeforeEach
    void mount() throws Exception {
        disk = Files.createDirectory(folder.resolve("disk"));
        boolean mounted = run("mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", disk.toString());
        if (!mounted) {
            disk = null;
        }
        if (!mounted) {
            Needs.lacking("a disk can be mounted by root alone");
        }
    }

    @AfterEach
    void unmount() throws Exception {
        if (disk != null) {
            assertTrue(run("umount", "-l", disk.toString()));
        }
    }

    private boolean run(String... command) throws Exception {
        try {
            File output = folder.resolve("output").toFile();
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(output)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private void fillDisk() throws IOException {
        byte[] block = new byte[4_096];
        try (var out = Files.newOutputStream(disk.resolve("other"))) {
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            assertEquals("No space left on device", full.getMessage());
        }
    }

    private Path baselineFolder() {
        return disk.resolve("baseline");
    }

    private ChronicleBaseline open() throws IOException {
        return ChronicleBaseline.open(baselineFolder(), SETTINGS, messages::add);
    }

    @Test
    void aDiskWithoutRoomForItLeavesTheBaselineInMemory() throws IOException {
        fillDisk();
        try (ChronicleBaseline baseline = open()) {
            assertFalse(baseline.isStored());
            assertEquals(1, baseline.counts().diskFull());
            baseline.observe(Writes.write(0, 1, 2, 3), Writes.RUNS);
            Rarity rarity = baseline.observe(Writes.write(1, 1, 2, 3), Writes.RUNS);
            assertEquals(1, rarity.executable().destinations());
            assertTrue(rarity.baseline().diskFull());
        }
        assertEquals(1, messages.size(), messages::toString);
        assertTrue(messages.get(0).contains("the disk is full"), messages::toString);
        Files.delete(disk.resolve("other"));
        try (ChronicleBaseline baseline = open()) {
            assertTrue(baseline.isStored());
            assertFalse(baseline.status().diskFull());
        }
        assertEquals(1, messages.size(), messages::toString);
    }

    /** What is to be kept, as an import, would be lost in memory. */
    @Test
    void aDiskWithoutRoomForItIsReportedToWhoeverWantsItStored() throws IOException {
        fillDisk();
        DiskFullException full = assertThrows(
                DiskFullException.class, () -> BaselineCare.openStored(baselineFolder(), SETTINGS, messages::add));
        assertTrue(
                full.getMessage().startsWith("the disk is full: baseline " + baselineFolder() + ": "), full::toString);
        assertEquals(List.of(), messages);
    }

    @Test
    void aDiskThatFillsUpWhileRunningStopsNothing() throws IOException {
        Random random = new Random(7);
        try (ChronicleBaseline baseline = open()) {
            fillDisk();
            boolean said = false;
            for (int day = 0; day < 12; day++) {
                for (int i = 0; i < 20_000; i++) {
                    int destination = random.nextInt(1_500);
                    int program = random.nextInt(15_000);
                    said = baseline.observe(Writes.write(day, 1 + i % 5, destination, program), Writes.RUNS)
                            .baseline()
                            .diskFull();
                }
            }
            assertTrue(said, "the map wanted to be extended");
            assertTrue(baseline.counts().refused() > 0);
            assertTrue(baseline.counts().diskFull() > 0);
            assertEquals(1_500, baseline.counts().destinations());
            assertEquals(1, messages.size(), messages::toString);
            assertTrue(messages.get(0).contains("cannot be extended"), messages::toString);
        }
        try (ChronicleBaseline baseline = open()) {
            Rarity rarity = baseline.observe(Writes.write(12, 1, 7, 3), Writes.RUNS);
            assertEquals(1_500, rarity.executable().knownDestinations());
            assertTrue(rarity.destination().executableDays() > 8);
        }
        // Nothing was damaged; the second run may find the disk still full.
        assertTrue(messages.stream().allMatch(message -> message.contains("cannot be extended")), messages::toString);
    }
}
