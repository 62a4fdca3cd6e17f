package io.sharetap.baseline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bound of a stored baseline in bytes, reached by making it small. */
class FolderBytesTest {
    private static final BaselineSettings.Capacity CAPACITY =
            new BaselineSettings.Capacity(20_000, 2_000, 2_000, 20_000, 20_000);

    private static final BaselineSettings.Capacity LARGE =
            new BaselineSettings.Capacity(100_000, 5_000, 5_000, 20_000, 20_000);

    @TempDir
    Path folder;

    private final List<String> messages = new ArrayList<>();

    private ChronicleBaseline open(long bytesMax) throws IOException {
        return open(CAPACITY, bytesMax);
    }

    private ChronicleBaseline open(BaselineSettings.Capacity capacity, long bytesMax) throws IOException {
        BaselineSettings settings = BaselineSettings.defaults().withCapacity(capacity);
        return ChronicleBaseline.open(folder, settings.withFolderBytesMax(bytesMax), messages::add);
    }

    private long bytes() {
        long sum = 0;
        for (File file : folder.toFile().listFiles()) {
            sum += file.length();
        }
        return sum;
    }

    /** Programs that reach very many hosts each, so that entries become far longer than usual. */
    private static void fillWithLongEntries(ChronicleBaseline baseline) {
        for (int host = 0; host < 60; host++) {
            for (int program = 0; program < 4_000; program++) {
                baseline.observe(Writes.write(host / 10, program % 50, host, program), Writes.RUNS);
            }
        }
    }

    @Test
    void whatAFolderTakesIsKnownBeforeItIsBegun() throws IOException {
        long expected = BaselineMaps.bytes(CAPACITY);
        open(Long.MAX_VALUE).close();

        assertTrue(bytes() <= expected + (64 << 10), "takes " + bytes() + ", expected " + expected);
        assertTrue(bytes() >= expected * 9 / 10, "takes " + bytes() + ", expected " + expected);
        assertEquals(List.of(), messages);
    }

    @Test
    void aFolderGrowsUpToItsBoundAndThenTheOldestGo() throws IOException {
        long begun = BaselineMaps.bytes(CAPACITY);
        long most = begun * 8 / 7 + (1 << 20);
        try (ChronicleBaseline baseline = open(most)) {
            fillWithLongEntries(baseline);
            BaselineCounts counts = baseline.counts();

            assertTrue(counts.evicted() > 0, counts::toString);
            assertTrue(baseline.counts().executables() > 500, counts::toString);
            assertEquals(60, counts.destinations());
            assertTrue(bytes() > begun, "it was extended: " + bytes());
            assertTrue(bytes() <= most, bytes() + " of " + most);
            assertEquals(false, baseline.status().diskFull());
        }
        assertEquals(List.of(), messages);
    }

    @Test
    void withoutTheBoundTheSameTakesMore() throws IOException {
        try (ChronicleBaseline baseline = open(1L << 30)) {
            fillWithLongEntries(baseline);

            assertEquals(0, baseline.counts().evicted());
            assertTrue(bytes() > BaselineMaps.bytes(CAPACITY) * 8 / 7 + (1 << 20), "takes " + bytes());
        }
    }

    @Test
    void entriesAreDerivedFromTheBytesAndReported() throws IOException {
        long most = BaselineMaps.bytes(LARGE) / 2;
        BaselineSettings.Capacity derived = new FolderBytes(most).within(LARGE);
        open(LARGE, most).close();

        assertNotEquals(LARGE, derived);
        assertTrue(derived.executables() > LARGE.executables() / 4, derived::toString);
        assertTrue(bytes() <= most, bytes() + " of " + most);
        assertEquals(List.of("baseline " + folder + " is bounded by history.folder-bytes-max: " + derived), messages);
        messages.clear();
        open(LARGE, most).close();
        assertEquals(1, messages.size(), "the folder is opened again as it was begun: " + messages);
    }

    @Test
    void tooSmallABoundIsRefusedSayingTheLeast() throws IOException {
        IOException refused = assertThrows(IOException.class, () -> open(1_000));
        String needed = refused.getMessage().replaceAll("^a baseline takes at least (\\d+) bytes.*", "$1");

        assertTrue(refused.getMessage().endsWith("history.folder-bytes-max allows 1000: raise it"), needed);
        open(Long.parseLong(needed)).close();
        assertTrue(bytes() <= Long.parseLong(needed), bytes() + " of " + needed);
    }

    @Test
    void aFolderThatIsLargerAlreadyIsKeptAndNotExtended() throws IOException {
        open(LARGE, 1L << 30).close();
        long before = bytes();
        try (ChronicleBaseline baseline = open(LARGE, before / 2)) {
            fillWithLongEntries(baseline);
        }

        assertTrue(bytes() <= before + 4_096, bytes() + " of " + before);
        assertTrue(messages.get(messages.size() - 1).contains("takes more bytes than"), messages::toString);
    }
}
