package io.sharetap.baseline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BaselineFolderTest {
    private static final BaselineSettings SETTINGS =
            BaselineSettings.defaults().withCapacity(new BaselineSettings.Capacity(5_000, 1_000, 1_000, 5_000, 5_000));

    @TempDir
    Path folder;

    private final List<String> messages = new ArrayList<>();

    private Baseline open() throws IOException {
        return ChronicleBaseline.open(folder, SETTINGS, messages::add);
    }

    private static long destinations(Baseline baseline, long day) {
        return baseline.observe(Writes.write(day, 1, 99, 3), Writes.RUNS)
                .executable()
                .destinations();
    }

    @Test
    void whatWasSeenOutlivesTheProcess() throws IOException {
        try (Baseline baseline = open()) {
            destinations(baseline, 0);
        }
        try (Baseline baseline = open()) {
            assertEquals(1, destinations(baseline, 1));
        }
        assertEquals(List.of(), messages);
    }

    @Test
    void aSecondOpeningIsRefusedWithTheProcessIdOfTheFirst() throws IOException {
        try (Baseline first = open()) {
            IOException refusal = assertThrows(IOException.class, this::open);
            assertTrue(refusal.getMessage()
                    .endsWith("is in use by process " + ProcessHandle.current().pid()));
            assertEquals(0, destinations(first, 0));
        }
        open().close();
    }

    @Test
    void aNewerVersionIsRefused() throws IOException {
        open().close();
        overwrite("state", 8, new byte[] {99, 0, 0, 0});
        IOException refusal = assertThrows(IOException.class, this::open);
        assertTrue(refusal.getMessage().contains("newer version of Sharetap (format 99, this one reads 2)"));
        assertTrue(Files.exists(folder.resolve("executables.map")));
    }

    @Test
    void aDamagedStateIsSetAsideAndItStartsCold() throws IOException {
        try (Baseline baseline = open()) {
            destinations(baseline, 0);
        }
        overwrite("state", 0, "nonsense, more nonsense".getBytes());
        try (Baseline baseline = open()) {
            assertEquals(Rarity.State.COLD, baseline.status().state());
            assertEquals(0, destinations(baseline, 1));
        }
        assertEquals(1, messages.size());
        assertTrue(messages.get(0).contains("damaged-1"), messages::toString);
        assertTrue(Files.exists(folder.resolve("damaged-1").resolve("executables.map")));
    }

    @Test
    void aDamagedMapIsSetAsideAndItStartsCold() throws IOException {
        for (String part : List.of("executables.map", "heads.map")) {
            open().close();
            byte[] nonsense = new byte[8_192];
            new Random(1).nextBytes(nonsense);
            overwrite(part, 0, nonsense);
            try (Baseline baseline = open()) {
                assertEquals(0, destinations(baseline, 0));
            }
        }
        assertEquals(2, messages.size(), messages::toString);
        assertTrue(Files.exists(folder.resolve("damaged-2")));
    }

    /** Chronicle Map waits a minute for whoever writes the head of a file; the folder is ours, so nobody does. */
    @ParameterizedTest
    @ValueSource(ints = {0, -1, 0x80000608})
    @Timeout(30)
    void aHeadThatSeemsToBeStillWrittenIsNotWaitedFor(int size) throws IOException {
        byte[] bytes = {(byte) size, (byte) (size >> 8), (byte) (size >> 16), (byte) (size >> 24)};
        try (Baseline baseline = open()) {
            destinations(baseline, 0);
        }
        overwrite("executables.map", 8, bytes);
        overwrite("state", 12, new byte[] {1}); // as a kill leaves it
        try (Baseline baseline = open()) {
            assertEquals(1, destinations(baseline, 1));
        }
        assertEquals(1, messages.size(), messages::toString);
        overwrite("executables.map", 8, bytes);
        try (Baseline baseline = open()) {
            assertEquals(0, destinations(baseline, 2));
        }
        assertEquals(2, messages.size(), messages::toString);
        assertTrue(messages.get(1).contains("executables.map is damaged"), messages::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pairs.map", "crowds.map", "writes-of-day", "state"})
    void aFileCutShortIsSetAside(String name) throws IOException {
        for (int cut : new int[] {1, 2, 3}) {
            try (Baseline baseline = open()) {
                destinations(baseline, 0);
            }
            File file = folder.resolve(name).toFile();
            try (RandomAccessFile opened = new RandomAccessFile(file, "rw")) {
                opened.setLength(cut == 1 ? 0 : cut == 2 ? 3_000 : file.length() - 1);
            }
            try (Baseline baseline = open()) {
                assertEquals(Rarity.State.COLD, baseline.status().state());
                assertEquals(0, destinations(baseline, 1));
            }
            assertEquals(cut, messages.size(), messages::toString);
            assertTrue(messages.get(cut - 1).contains("damaged-" + cut), messages::toString);
            assertTrue(Files.exists(folder.resolve("damaged-" + cut).resolve(name)));
        }
    }

    @Test
    void aFileCutShortWhileInUseIsReported() throws IOException {
        ChronicleBaseline baseline = ChronicleBaseline.open(folder, SETTINGS, messages::add);
        assertNull(baseline.cutFile());
        long bytes = Files.size(folder.resolve("heads.map"));
        try (RandomAccessFile opened =
                new RandomAccessFile(folder.resolve("heads.map").toFile(), "rw")) {
            opened.setLength(bytes - 1);
        }
        assertEquals("heads.map has " + (bytes - 1) + " of its " + bytes + " bytes", baseline.cutFile());
        baseline.abandon();
        baseline.close();
        open().close();
        assertEquals(1, messages.size(), messages::toString);
        assertTrue(messages.get(0).contains("heads.map has "), messages::toString);
    }

    @Test
    void whatTheSystemRefusesIsNoDamage() throws IOException {
        open().close();
        Files.delete(folder.resolve("executables.map"));
        Files.createDirectory(folder.resolve("executables.map"));
        IOException refusal = assertThrows(IOException.class, this::open);
        assertTrue(refusal.getMessage().contains("cannot be opened"), refusal::getMessage);
        assertTrue(Files.exists(folder.resolve("heads.map")));
        assertEquals(List.of(), messages);
    }

    @Test
    void aStoredBaselineKeepsItsCapacityAndSaysSo() throws IOException {
        open().close();
        BaselineSettings other = SETTINGS.withCapacity(BaselineSettings.Capacity.defaults());
        try (Baseline baseline = ChronicleBaseline.open(folder, other, messages::add)) {
            assertEquals(0, destinations(baseline, 0));
        }
        assertTrue(messages.get(0).contains("keeps the capacity it was begun with"), messages::toString);
    }

    @Test
    void whatWasBeingForgottenWhenTheProcessWasKilledIsForgottenByTheNext() throws IOException {
        try (Baseline baseline = open()) {
            destinations(baseline, 0);
            destinations(baseline, 1);
            destinations(baseline, 2);
        }
        Files.writeString(folder.resolve("forgetting"), "days " + Writes.FIRST_DAY + " " + (Writes.FIRST_DAY + 1));
        try (Baseline baseline = open()) {
            assertEquals(
                    1,
                    baseline.observe(Writes.write(3, 1, 99, 3), Writes.RUNS)
                            .executable()
                            .days());
        }
        assertTrue(messages.get(0).contains("is forgotten now"), messages::toString);
        Files.writeString(folder.resolve("forgetting"), "host " + Writes.host(99));
        try (Baseline baseline = open()) {
            assertEquals(0, destinations(baseline, 4));
        }
        Files.writeString(
                folder.resolve("forgetting"), "executable " + HexFormat.of().formatHex(Writes.hash(3, 1)));
        try (Baseline baseline = open()) {
            assertEquals(0, destinations(baseline, 5));
        }
        assertEquals(3, messages.size(), messages::toString);
        assertFalse(Files.exists(folder.resolve("forgetting")));
    }

    @Test
    void nothingOnTheClassPathSendsUsageHome() {
        assertThrows(ClassNotFoundException.class, () -> Class.forName("net.openhft.chronicle.analytics.Analytics"));
    }

    private void overwrite(String file, long at, byte[] bytes) throws IOException {
        try (RandomAccessFile opened = new RandomAccessFile(folder.resolve(file).toFile(), "rw")) {
            opened.seek(at);
            opened.write(bytes);
        }
    }
}
