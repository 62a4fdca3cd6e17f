package io.sharetap.baseline;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
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

class LargePagesTest {
    private static final Path CHOICE = Path.of("/sys/kernel/mm/transparent_hugepage/enabled");
    private static final Path MAPPINGS = Path.of("/proc/self/smaps");

    @Test
    void theKernelIsAskedForLargePagesOfALargeMap() throws IOException {
        assumeTrue(Files.exists(CHOICE) && Files.exists(MAPPINGS), "this kernel has no large pages");
        try (ChronicleMap<Entry, Entry> map = map(200_000)) {
            VanillaChronicleMap<?, ?, ?> asked = (VanillaChronicleMap<?, ?, ?>) map;
            LargePages.ask(asked);
            String flags = flagsOfMapping(asked.segmentBaseAddr(asked.actualSegments / 2));
            assertTrue(flags.contains(" hg"), flags);
        }
    }

    @Test
    void whatAMapHoldsIsThereAfterwards() {
        try (ChronicleMap<Entry, Entry> map = map(200_000)) {
            Entry key = Keys.sized(16);
            Entry value = Keys.sized(32);
            for (int i = 0; i < 10_000; i++) {
                key.i64(0, i);
                value.i64(8, ~i);
                map.put(key, value);
            }
            LargePages.ask((VanillaChronicleMap<?, ?, ?>) map);
            for (int i = 0; i < 10_000; i++) {
                key.i64(0, i);
                assertEquals(~i, map.get(key).i64(8));
            }
        }
    }

    @Test
    void aMapThatFillsNoLargePageStaysAsItIs() {
        try (ChronicleMap<Entry, Entry> map = map(100)) {
            assertDoesNotThrow(() -> LargePages.ask((VanillaChronicleMap<?, ?, ?>) map));
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
