package io.sharetap.baseline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sharetap.event.IpAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SightingsTest {
    private static final int WINDOW = 30;
    private static final EntryMap.Shape SKETCHES =
            new EntryMap.Shape("crowds", BaselineMaps.CROWD_KEY, HostSketch.LENGTH, true, 0, true, 500);
    private static final EntryMap.Shape EXECUTABLES =
            new EntryMap.Shape("executables", BaselineMaps.EXECUTABLE_KEY, 100, false, 20, false, 500);

    private static long hash(int host) {
        return HostHash.of(new IpAddress(0, host));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 63, 64})
    void countsUpTo64HostsExactlyWhateverCameBefore(int few) {
        Sightings sightings = new Sightings(WINDOW);
        sightings.wrap(new Entry(), 100);
        for (int host = 0; host < 64; host++) {
            sightings.touch(1, hash(10_000 + host));
        }
        sightings.roll(131);
        for (int host = 0; host < few; host++) {
            sightings.touch(1, hash(host));
        }
        assertEquals(0, sightings.hosts());
        sightings.roll(132);
        assertEquals(few, sightings.hosts());
        sightings.roll(161);
        assertEquals(few, sightings.hosts());
        sightings.roll(162);
        assertEquals(0, sightings.hosts());
    }

    @Test
    void isExactAgainWhenTheCrowdLeftTheWindow() {
        Sightings sightings = new Sightings(WINDOW);
        sightings.wrap(new Entry(), 100);
        for (int host = 0; host < 500; host++) {
            sightings.touch(1, hash(host));
        }
        assertTrue(sightings.crowded());
        sightings.roll(110);
        assertTrue(sightings.historyCrowded());
        sightings.touch(1, hash(1));
        sightings.touch(1, hash(1_000));
        sightings.roll(131);
        assertEquals(2, sightings.hosts());
    }

    /** Months of crowds that come and go: the count of the window, exact to 64 and within the stated error beyond. */
    @Test
    void followsTheWindowWithinItsStatedError() {
        long seed = 3;
        Random random = new Random(seed);
        int beyond = 0;
        int far = 0;
        try (EntryMap map = EntryMap.inMemory(EXECUTABLES, 0);
                EntryMap sketches = EntryMap.inMemory(SKETCHES, 1)) {
            for (int program = 0; program < 40; program++) {
                Crowds crowds = new Crowds(sketches, WINDOW);
                Entry key = new Keys().whole(Writes.hash(program, 1));
                Map<Integer, Integer> lastDay = new HashMap<>();
                for (int day = 0; day < 90; day++) {
                    int writes = random.nextInt(3) == 0 ? random.nextInt(random.nextInt(10) == 0 ? 1_500 : 40) : 0;
                    int today = day;
                    long truth = lastDay.values().stream()
                            .filter(d -> d >= today - WINDOW)
                            .count();
                    for (int i = 0; i <= writes; i++) {
                        int host = random.nextInt(program % 2 == 0 ? 5_000 : 300);
                        crowds.see(map, Crowds.Owner.EXECUTABLE, key, 1_000 + day, 1, hash(host), writes > 0);
                        if (truth <= 64) {
                            assertEquals(
                                    truth, crowds.hosts(), "seed " + seed + ", program " + program + ", day " + day);
                        } else if (i == 0) {
                            beyond++;
                            far += Math.abs(crowds.hosts() - truth) > 0.2 * truth ? 1 : 0;
                        }
                        if (writes > 0) {
                            lastDay.put(host, day);
                        }
                    }
                }
            }
        }
        assertTrue(beyond > 1_000, "the test reaches crowds");
        assertTrue(far <= beyond / 50, far + " of " + beyond + " estimates are off by more than 20 %");
    }
}
