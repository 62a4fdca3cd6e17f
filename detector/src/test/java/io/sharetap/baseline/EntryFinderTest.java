package io.sharetap.baseline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Entries that are found and rewritten where they lie, held against what the map itself says of them. */
class EntryFinderTest {
    private static final int KEY_BYTES = 32;
    private static final int VALUE_BYTES = 100;
    private static final int VALUE_MOST = 600;

    private final Random random = new Random(5);
    private final Map<Integer, byte[]> expected = new HashMap<>();

    private static EntryMap.Shape varying(int capacity) {
        return new EntryMap.Shape("executables", KEY_BYTES, VALUE_BYTES, false, 20, false, capacity);
    }

    private static Entry key(int number) {
        Entry key = Keys.sized(KEY_BYTES);
        key.i64(0, HostHash.mix(number));
        key.i64(24, number);
        return key;
    }

    /** Its day in front is that of all, since a map makes room by it. */
    private byte[] value(int length) {
        byte[] value = new byte[length];
        random.nextBytes(value);
        value[0] = 1;
        value[1] = 0;
        return value;
    }

    private void put(EntryMap map, int number, byte[] value) {
        Entry entry = map.open(key(number));
        entry.resize(value.length);
        entry.copyIn(0, value, value.length);
        map.commit();
        expected.put(number, value);
    }

    private void assertHoldsAll(EntryMap map) {
        expected.forEach((number, value) -> {
            Entry found = map.read(key(number));
            assertArrayEquals(value, found.copyOut(0, found.length()), "entry " + number + ", seed 5");
        });
        Map<Integer, byte[]> found = new HashMap<>();
        map.forEach((key, value) -> found.put((int) key.i64(24), value.copyOut(0, value.length())));
        assertEquals(expected.keySet(), found.keySet());
        found.forEach(
                (number, value) -> assertArrayEquals(expected.get(number), value, "entry " + number + ", seed 5"));
    }

    @Test
    void findsValuesOfAllLengthsAndNothingThatIsNotThere() {
        try (EntryMap map = EntryMap.inMemory(varying(5_000), 0)) {
            for (int i = 0; i < 3_000; i++) {
                put(map, i, value(2 + random.nextInt(VALUE_MOST)));
            }

            assertHoldsAll(map);
            for (int i = 3_000; i < 6_000; i++) {
                assertEquals(0, map.read(key(i)).length(), "entry " + i);
            }
        }
    }

    @Test
    void findsEntriesOfPartsThatWereExtended() {
        try (EntryMap map = EntryMap.inMemory(varying(2_000), 0)) {
            for (int i = 0; i < 1_500; i++) {
                put(map, i, value(VALUE_MOST));
            }

            assertEquals(0, map.refused());
            assertHoldsAll(map);
        }
    }

    @Test
    void whatWasRewrittenInPlacePassesTheMapsOwnRecovery(@TempDir Path folder) throws IOException {
        File file = folder.resolve("executables.map").toFile();
        try (EntryMap map = EntryMap.inFile(varying(2_000), 0, file, false, RedoSlot.none())) {
            for (int round = 0; round < 3; round++) {
                for (int i = 0; i < 500; i++) {
                    put(map, i, value(VALUE_BYTES + i));
                }
            }
        }

        try (EntryMap recovered = EntryMap.inFile(varying(2_000), 0, file, true, RedoSlot.none())) {
            assertHoldsAll(recovered);
        }
    }

    @Test
    void whatWasAnnouncedChangesNothing() {
        try (EntryMap map = EntryMap.inMemory(varying(2_000), 0)) {
            Sought sought = new Sought();
            map.approach(sought);
            seek(map, 1, sought);
            put(map, 1, value(VALUE_BYTES));
            seek(map, 2, sought);
            seek(map, 1, sought);
            sought.locateNone();
            map.announce(sought);
            map.approach(sought);

            assertHoldsAll(map);
        }
    }

    private static void seek(EntryMap map, int number, Sought sought) {
        map.locate(key(number), sought);
        map.announce(sought);
        map.approach(sought);
    }

    @Test
    void looksAtSingleBytesWhereTheyLie() {
        EntryMap.Shape sketches = new EntryMap.Shape("crowds", KEY_BYTES, HostSketch.LENGTH, true, 0, true, 500);
        try (EntryMap map = EntryMap.inMemory(sketches, 0)) {
            put(map, 7, value(HostSketch.LENGTH));

            assertFalse(map.openPlace(key(8)));
            assertTrue(map.openPlace(key(7)));
            assertEquals(1, map.placeU16(0));
            map.placeU8(HostSketch.LENGTH - 1, 200);
            assertEquals(200, map.placeU8(HostSketch.LENGTH - 1));
            expected.get(7)[HostSketch.LENGTH - 1] = (byte) 200;
            assertHoldsAll(map);
        }
    }

    @Test
    void whatWasTakenOutIsNotFound() {
        try (EntryMap map = EntryMap.inMemory(varying(2_000), 0)) {
            for (int i = 0; i < 1_000; i++) {
                put(map, i, value(VALUE_BYTES));
            }
            for (int i = 0; i < 1_000; i += 2) {
                assertTrue(map.remove(key(i)));
                expected.remove(i);
            }

            assertFalse(map.remove(key(0)));
            assertHoldsAll(map);
            assertEquals(500, map.size());
        }
    }
}
