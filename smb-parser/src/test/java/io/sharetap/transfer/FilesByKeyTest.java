package io.sharetap.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.sharetap.base.Ledger;
import io.sharetap.base.Limits;
import io.sharetap.smb.MadeOpens;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FilesByKeyTest {
    private final AssemblyState state = new AssemblyState(Limits.defaults(), new Ledger(), null, null, Hashing.alone());
    private final HostPair pair = new HostPair.Table().enter(MadeOpens.connection(1, 2));
    private final FilesByKey table = new FilesByKey();

    /** Few keys, of which many have one hash, are put, replaced and taken out in any order, while the table grows. */
    @Test
    void findsWhatAMapFinds() {
        for (int seed = 0; seed < 8; seed++) {
            Random random = new Random(seed);
            int keys = 40 << seed;
            Map<FileKey, FileInAssembly> expected = new HashMap<>();
            FilesByKey found = new FilesByKey();
            List<FileInAssembly> made = new ArrayList<>();
            for (int step = 0; step < 6_000; step++) {
                FileKey key = key(random.nextInt(keys), seed % 2 == 0 ? 7 : 1_000_000);
                assertSame(expected.get(key), found.get(key));
                if (random.nextInt(3) > 0) {
                    FileInAssembly file = file(key);
                    made.add(file);
                    expected.put(key, file);
                    found.put(file);
                } else if (!made.isEmpty()) {
                    FileInAssembly file = made.get(random.nextInt(made.size()));
                    assertEquals(expected.remove(file.key, file), found.remove(file));
                }
                assertEquals(expected.size(), found.size());
            }
            expected.forEach((key, file) -> assertSame(file, found.get(key)));
        }
    }

    @Test
    void leavesAnotherFileOfTheSameKey() {
        FileInAssembly first = file(key(1, 7));
        FileInAssembly second = file(key(1, 7));
        table.put(first);
        table.put(second);
        assertEquals(1, table.size());
        assertEquals(false, table.remove(first));
        assertSame(second, table.get(first.key));
        assertEquals(true, table.remove(second));
        assertNull(table.get(first.key));
    }

    private FileInAssembly file(FileKey key) {
        return new FileInAssembly(state, pair, key, key.path());
    }

    private static FileKey key(int number, int hashes) {
        return new FileKey(0, 1, 0, 2, "share", "file" + number, number % hashes);
    }
}
