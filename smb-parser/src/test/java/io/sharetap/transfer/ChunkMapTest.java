package io.sharetap.transfer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ChunkMapTest {
    @Test
    void agreesWithAMap() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            ChunkMap chunks = new ChunkMap(null, null);
            Map<Long, Integer> model = new HashMap<>();
            for (int step = 0; step < 300; step++) {
                boolean far = seed % 2 == 0 && random.nextInt(3) == 0; // else there are few gaps
                long index = far ? random.nextLong() >>> 1 : random.nextInt(60);
                if (random.nextInt(3) == 0) {
                    Integer gone = model.remove(index);
                    assertEquals(gone == null ? ChunkMap.NONE : gone, chunks.remove(index), "seed " + seed);
                } else {
                    chunks.put(index, step);
                    model.put(index, step);
                }
                assertEquals(model.size(), chunks.size(), "seed " + seed);
                // What was looked for last is remembered: it must be found, or not, as it is after each change.
                long asked = random.nextInt(60);
                assertEquals(model.getOrDefault(index, ChunkMap.NONE), chunks.get(index), "seed " + seed);
                assertEquals(model.getOrDefault(asked, ChunkMap.NONE), chunks.get(asked), "seed " + seed);
            }
            for (long index = 0; index < 60; index++) {
                assertEquals(model.getOrDefault(index, ChunkMap.NONE), chunks.get(index), "seed " + seed);
            }
            long[] sorted =
                    model.keySet().stream().mapToLong(Long::longValue).sorted().toArray();
            assertArrayEquals(sorted, chunks.sortedIndexes(), "seed " + seed);
        }
    }
}
