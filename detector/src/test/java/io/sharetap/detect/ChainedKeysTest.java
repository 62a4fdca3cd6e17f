package io.sharetap.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ChainedKeysTest {
    private static final int MAX = 20;

    /** Keys of few values, so that most are met again, come, go and fill the room; a map says what is right. */
    @Test
    void holdsWhatAMapHolds() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            ChainedKeys keys = new ChainedKeys(MAX);
            Map<Long, Integer> model = new HashMap<>();
            for (int step = 0; step < 500; step++) {
                long key = random.nextInt(40);
                Integer slot = model.get(key);
                assertEquals(slot == null ? ChainedKeys.NONE : slot, keys.find(key, -key), "seed " + seed);
                if (random.nextInt(200) == 0) {
                    keys.clear();
                    model.clear();
                } else if (slot != null) {
                    keys.remove(slot);
                    model.remove(key);
                } else if (model.size() == MAX) {
                    assertEquals(ChainedKeys.NONE, keys.insert(key, -key), "seed " + seed);
                } else {
                    int given = keys.insert(key, -key);
                    assertTrue(given >= 0 && given < MAX, "seed " + seed);
                    assertFalse(model.containsValue(given), "seed " + seed);
                    assertEquals(key, keys.high(given));
                    assertEquals(-key, keys.low(given));
                    model.put(key, given);
                }
            }
        }
    }
}
