package io.sharetap.baseline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A folder as the program wrote it before format 2, with five days of writes: {@link #seen} is what was put in. Its
 * last day is not closed.
 */
class FormatOneTest {
    private static final BaselineSettings SETTINGS =
            BaselineSettings.defaults().withCapacity(new BaselineSettings.Capacity(200, 200, 64, 400, 400));

    @TempDir
    Path folder;

    private final List<String> messages = new ArrayList<>();

    @BeforeEach
    void unpack() throws IOException {
        unpackInto(folder);
    }

    static void unpackInto(Path folder) throws IOException {
        InputStream packed = FormatOneTest.class.getResourceAsStream("format-1.zip");
        try (ZipInputStream zip = new ZipInputStream(packed)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Files.copy(zip, folder.resolve(entry.getName()));
            }
        }
    }

    private ChronicleBaseline open() throws IOException {
        return ChronicleBaseline.open(folder, SETTINGS, messages::add);
    }

    /** What the folder was filled with. */
    private static void seen(Baseline baseline) {
        for (int day = 0; day < 5; day++) {
            baseline.observe(Writes.write(day, 1, 2, 3), Writes.RUNS);
            baseline.observe(Writes.write(day, 1, 2, 100 + day), Writes.DATA);
            for (int destination = 100; destination < 180 && day < 2; destination++) {
                baseline.observe(Writes.write(day, 1 + day, destination, 7), Writes.ADMIN);
            }
            baseline.observe(Writes.partial(day, 4, 10 + day, 9), Writes.ADMIN);
        }
        baseline.markHighAlert(Writes.write(4, 1, 2, 3));
        baseline.observeDay(
                new io.sharetap.event.SensorDay(Writes.nanos(4, 20 * Writes.HOUR_NANOS), 1, List.of(Writes.host(10))));
    }

    private static void assertAnswersAsIfSeenHere(Baseline converted) {
        try (Baseline fresh = ChronicleBaseline.inMemory(SETTINGS)) {
            seen(fresh);
            assertTrue(converted.isDomainController(Writes.host(10)));
            for (int day = 4; day < 33; day++) {
                for (int program : new int[] {3, 7, 9, 102, 104}) {
                    for (int destination : new int[] {2, 12, 150}) {
                        assertEquals(
                                fresh.observe(Writes.write(day, 1, destination, program), Writes.RUNS),
                                converted.observe(Writes.write(day, 1, destination, program), Writes.RUNS),
                                "day " + day + ", program " + program + ", destination " + destination);
                    }
                }
                assertEquals(
                        fresh.observe(Writes.partial(day, 2, 12, 9), Writes.ADMIN),
                        converted.observe(Writes.partial(day, 2, 12, 9), Writes.ADMIN),
                        "day " + day);
            }
        }
    }

    @Test
    void aFolderOfFormat1IsConvertedAndAnswersAsBefore() throws IOException {
        try (Baseline converted = open()) {
            assertAnswersAsIfSeenHere(converted);
        }
        assertEquals(1, messages.size(), messages::toString);
        assertTrue(messages.get(0).contains("has format 1"), messages::toString);
        assertFalse(Files.exists(folder.resolve("writes-of-day.map")));
        open().close();
        assertEquals(1, messages.size(), messages::toString);
    }

    @Test
    void aFolderOfFormat1ThatWasKilledIsRecoveredAndConverted() throws IOException {
        try (RandomAccessFile state =
                new RandomAccessFile(folder.resolve("state").toFile(), "rw")) {
            state.seek(12);
            state.write(1);
        }
        try (Baseline converted = open()) {
            assertAnswersAsIfSeenHere(converted);
        }
        assertEquals(2, messages.size(), messages::toString);
    }

    @Test
    void aConversionThatWasBrokenOffIsDoneAgain() throws IOException {
        byte[] state = Files.readAllBytes(folder.resolve("state"));
        Path writes = folder.resolve("writes-of-day.map");
        byte[] oldWrites = Files.readAllBytes(writes);
        open().close();
        // As if the process had been killed before it wrote the new version.
        Files.write(folder.resolve("state"), state);
        Files.write(writes, oldWrites);
        try (Baseline converted = open()) {
            assertAnswersAsIfSeenHere(converted);
        }
    }
}
