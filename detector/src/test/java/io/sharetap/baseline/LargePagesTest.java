package io.sharetap.baseline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.openhft.chronicle.map.ChronicleMap;
import net.openhft.chronicle.map.VanillaChronicleMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LargePagesTest {
    private static final Path CHOICE = Path.of("/sys/kernel/mm/transparent_hugepage/enabled");
    private static final Path MAPPINGS = Path.of("/proc/self/smaps");
    private static final EntryMap.Shape VARYING = new EntryMap.Shape("pages", 16, 100, false, 20, false, 200_000);

    @Test
    void theKernelIsAskedForLargePagesOfALargeMap() throws IOException {
        assumeTrue(Files.exists(CHOICE) && Files.exists(MAPPINGS), "this kernel has no large pages");
        try (ChronicleMap<Entry, Entry> map = map(200_000)) {
            VanillaChronicleMap<?, ?, ?> asked = (VanillaChronicleMap<?, ?, ?>) map;
            new LargePages(asked).ask();
            String flags = flagsOfMapping(asked.segmentBaseAddr(asked.actualSegments / 2));
            assertTrue(flags.contains(" hg"), flags);
        }
    }

    @Test
    void whatAMapWasExtendedByIsAskedForToo() throws IOException {
        assumeTrue(Files.exists(CHOICE) && Files.exists(MAPPINGS), "this kernel has no large pages");
        try (ChronicleMap<Entry, Entry> map = EntryMapBuilder.of(VARYING).create()) {
            VanillaChronicleMap<?, ?, ?> asked = (VanillaChronicleMap<?, ?, ?>) map;
            LargePages pages = new LargePages(asked);
            pages.ask();
            Entry key = Keys.sized(16);
            Entry value = Keys.sized(600);
            for (int i = 0; i < 100_000; i++) {
                key.i64(0, i);
                map.put(key, value);
            }
            assertTrue(asked.globalMutableState().getAllocatedExtraTierBulks() > 0, "the map was extended");
            pages.ask();
            String flags = flagsOfMapping(asked.tierIndexToBaseAddr(asked.actualSegments + 1 + asked.tiersInBulk / 2));
            assertTrue(flags.contains(" hg"), flags);
        }
    }

    /** The smallest fills no large page. */
    @ParameterizedTest
    @ValueSource(ints = {100, 10_000, 200_000})
    void whatAMapHoldsIsThereAfterwards(int capacity) {
        int entries = Math.min(capacity, 10_000);
        try (ChronicleMap<Entry, Entry> map = map(capacity)) {
            Entry key = Keys.sized(16);
            Entry value = Keys.sized(32);
            for (int i = 0; i < entries; i++) {
                key.i64(0, i);
                value.i64(8, ~i);
                map.put(key, value);
            }
            new LargePages((VanillaChronicleMap<?, ?, ?>) map).ask();
            for (int i = 0; i < entries; i++) {
                key.i64(0, i);
                assertEquals(~i, map.get(key).i64(8));
            }
        }
    }

    private static ChronicleMap<Entry, Entry> map(long capacity) {
        return EntryMapBuilder.of(BaselineMaps.fixed("pages", 16, 32, capacity)).create();
    }

    private static String flagsOfMapping(long address) throws IOException {
        List<String> lines = Files.readAllLines(MAPPINGS);
        boolean inside = false;
        for (String line : lines) {
            if (line.matches("[0-9a-f]+-[0-9a-f]+ .*")) {
                String[] bounds = line.substring(0, line.indexOf(' ')).split("-");
                inside = Long.compareUnsigned(Long.parseUnsignedLong(bounds[0], 16), address) <= 0
                        && Long.compareUnsigned(address, Long.parseUnsignedLong(bounds[1], 16)) < 0;
            } else if (inside && line.startsWith("VmFlags:")) {
                return line;
            }
        }
        return "no mapping";
    }
}
