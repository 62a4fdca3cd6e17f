package io.sharetap.smb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.sharetap.tcp.Connection;
import java.util.LinkedHashMap;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BoundedTableTest {
    private static final class Entry extends TableEntry {
        final long name;

        Entry(long name) {
            this.name = name;
            key(name, name * 31, 0, -name);
        }
    }

    private final HostPairs pairs = new HostPairs();
    private final BoundedTable<Entry> table = new BoundedTable<>(pairs, 1_000, 1 << 20);

    private final HostPairs.Pair hosts = pairs.enter(connectionOf(1));

    private static Connection connectionOf(long client) {
        return new Connection(1, 0, client, 40_000, 4, 0, 5, 445, 6, -1, true);
    }

    private Entry find(long name) {
        return table.find(name, name * 31, 0, -name);
    }

    @Test
    void doesWhatAMapInOrderOfUseDoes() {
        long seed = 20;
        Random random = new Random(seed);
        LinkedHashMap<Long, Entry> model = new LinkedHashMap<>(16, 0.75f, true);
        for (int step = 0; step < 50_000; step++) {
            long name = random.nextInt(1_500);
            Entry entry = find(name);
            assertSame(model.containsKey(name) ? model.get(name) : null, entry, "seed " + seed + " step " + step);
            if (entry == null) {
                if (table.full()) {
                    Long eldest = model.keySet().iterator().next();
                    assertEquals(eldest, table.oldest().name, "seed " + seed + " step " + step);
                    table.remove(model.remove(eldest));
                }
                entry = new Entry(name);
                table.add(entry, hosts);
                model.put(name, entry);
            } else if (random.nextInt(3) == 0) {
                table.remove(model.remove(name));
            } else {
                table.touch(entry);
            }
            assertEquals(model.size(), table.size());
        }
    }

    @Test
    void removingTwiceDoesNoHarm() {
        Entry entry = new Entry(1);
        table.add(entry, hosts);
        table.remove(entry);
        table.remove(entry);
        assertEquals(0, table.size());
        assertNull(table.oldest());
    }

    @Test
    void ofTwoHostsThatHaveMostTheOldestGoesFirst() {
        HostPairs.Pair others = pairs.enter(connectionOf(2));
        for (long name = 0; name < 10; name++) {
            table.add(new Entry(name), others);
        }
        for (long name = 10; name < 1_000; name++) {
            table.add(new Entry(name), hosts);
        }
        assertEquals(10, table.victim().name);
        assertEquals(11, table.victim(entry -> entry.name == 10).name);
    }

    @Test
    void whereNobodyHasMuchTheOldestOfAllGoes() {
        for (long name = 0; name < 100; name++) {
            table.add(new Entry(name), pairs.of(connectionOf(name)));
        }
        assertEquals(0, table.victim().name);
    }
}
