package io.sharetap.baseline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A map that begins in arrays, held against what was put into it, before and after it has grown. */
class GrowingEntryMapTest {
    private static final int KEY_BYTES = 32;
    private static final int DAY = 20_000;
    private static final EntryMap.Shape SHAPE =
            new EntryMap.Shape("executables", KEY_BYTES, 100, false, 20, false, 10_000);

    private final Random random = new Random(6);
    private final Map<Integer, byte[]> expected = new HashMap<>();

    private static Entry key(int number) {
        Entry key = Keys.sized(KEY_BYTES);
        key.i64(0, HostHash.mix(number));
        key.i64(24, number);
        return key;
    }

    private byte[] value(int day) {
        byte[] value = new byte[8 + random.nextInt(200)];
        random.nextBytes(value);
        value[0] = (byte) day;
        value[1] = (byte) (day >> 8);
        return value;
    }

    private void put(EntryMap map, int number, byte[] value) {
        Entry entry = map.open(key(number));
        entry.copyFrom(value);
        map.commit();
        expected.put(number, value);
    }

    private void assertHoldsAll(EntryMap map) {
        assertEquals(expected.size(), map.size());
        assertEquals(expected.isEmpty(), map.isEmpty());
        expected.forEach((number, value) -> {
            Entry found = map.read(key(number));
            assertArrayEquals(value, found.copyOut(0, found.length()), "entry " + number + ", seed 6");
        });
        Map<Integer, byte[]> reported = new HashMap<>();
        map.forEach((key, value) -> reported.put((int) key.i64(24), value.copyOut(0, value.length())));
        assertEquals(expected.keySet(), reported.keySet());
    }

    @Test
    void whatIsPutChangedAndTakenOutIsHeldBeforeAndAfterItGrows() {
        try (EntryMap map = EntryMap.inMemory(SHAPE, 0)) {
            map.today(DAY);
            boolean grown = false;
            for (int step = 0; step < 6_000; step++) {
                int number = random.nextInt(3_000);
                if (random.nextInt(4) == 0) {
                    assertEquals(expected.remove(number) != null, map.remove(key(number)), "step " + step + ", seed 6");
                } else {
                    put(map, number, value(DAY));
                }
                boolean justGrown = !grown && map.parts() > 1;
                grown |= justGrown;
                if (step % 500 == 0 || justGrown) {
                    assertHoldsAll(map);
                }
            }
            assertTrue(grown, "it grew");
            assertHoldsAll(map);
            assertEquals(0, map.refused() + map.evicted());
        }
    }

    @Test
    void bytesAreReadAndChangedInPlace() {
        try (EntryMap map = EntryMap.inMemory(SHAPE, 0)) {
            put(map, 1, value(DAY));
            assertFalse(map.openPlace(key(2)));
            assertTrue(map.openPlace(key(1)));
            assertEquals(DAY, map.placeU16(Timed.DAY_AT));
            map.placeU8(4, 0xFE);
            assertEquals(0xFE, map.placeU8(4));
            expected.get(1)[4] = (byte) 0xFE;
            assertHoldsAll(map);
        }
    }

    @Test
    void whatLeftTheWindowGoesAndIsReported() {
        try (EntryMap map = EntryMap.inMemory(SHAPE, 0)) {
            List<Integer> gone = new ArrayList<>();
            map.onRemoval(value -> gone.add(value.u16(Timed.DAY_AT)));
            map.today(DAY);
            for (int i = 0; i < 10; i++) {
                put(map, i, value(DAY - i));
            }
            map.sweep(0, DAY - 4);
            assertEquals(List.of(DAY - 5, DAY - 6, DAY - 7, DAY - 8, DAY - 9), gone);
            assertEquals(5, map.expired());
            expected.keySet().removeIf(number -> number > 4);
            assertHoldsAll(map);

            put(map, 20, value(DAY - 20));
            map.sweep(0, DAY - 4);
            assertEquals(6, map.expired(), "one that came late");
        }
    }

    @Test
    void rewritingChangesAndTakesOut() {
        try (EntryMap map = EntryMap.inMemory(SHAPE, 0)) {
            for (int i = 0; i < 30; i++) {
                put(map, i, value(DAY));
            }
            long touched = map.rewrite((key, value) -> {
                int kind = (int) key.i64(24) % 3;
                if (kind == 1) {
                    value.resize(4);
                    value.u8(2, 7);
                }
                return Rewriter.Verdict.values()[kind];
            });
            assertEquals(20, touched);
            expected.keySet().removeIf(number -> number % 3 == 2);
            expected.replaceAll(
                    (number, value) -> number % 3 == 0 ? value : new byte[] {value[0], value[1], 7, value[3]});
            assertHoldsAll(map);
            map.clear();
            expected.clear();
            assertHoldsAll(map);
        }
    }

    @Test
    void writesOfADayAreAllGivenAfterTheyHaveGrown() {
        WritesOfDay writes = WritesOfDay.inMemory(3_000);
        for (int i = 0; i < 2_500; i++) {
            writes.add(host(i), Placement.Kind.DATA, key(i), i % 2 == 0, DAY);
        }
        List<Integer> given = new ArrayList<>();
        List<Boolean> byHead = new ArrayList<>();
        writes.close(DAY, (destination, kind, executable, head) -> {}, (destination, kind, executable, head) -> {
            assertEquals(Placement.Kind.DATA, kind);
            assertEquals(executable.i64(24), destination.i64(8));
            given.add((int) executable.i64(24));
            byHead.add(head);
        });
        assertEquals(2_500, given.size());
        for (int i = 0; i < given.size(); i++) {
            assertEquals(i, given.get(i));
            assertEquals(i % 2 == 0, byHead.get(i));
        }
        assertEquals(0, writes.size());
        writes.close();
    }

    private static Entry host(int number) {
        Entry host = Keys.sized(BaselineMaps.HOST_KEY);
        host.i64(8, number);
        return host;
    }
}
