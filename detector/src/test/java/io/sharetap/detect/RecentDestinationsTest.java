package io.sharetap.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sharetap.event.IpAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RecentDestinationsTest {
    private static final long WINDOW = 1_000;

    private static IpAddress host(int number) {
        return IpAddress.ofIpv4(0x0A00_0000 + number);
    }

    @Test
    void countsWhatAPlainMapCounts() {
        long seed = 20_260_305L;
        Random random = new Random(seed);
        RecentDestinations recent = new RecentDestinations(WINDOW, 4_096);
        Map<Integer, Map<Integer, Long>> plain = new HashMap<>();
        long now = 0;
        for (int i = 0; i < 50_000; i++) {
            now += random.nextInt(10);
            int key = random.nextInt(20);
            int destination = random.nextInt(100);
            Map<Integer, Long> seen = plain.computeIfAbsent(key, k -> new HashMap<>());
            seen.put(destination, now);
            long since = now - WINDOW;
            seen.values().removeIf(at -> at < since);
            assertEquals(seen.size(), recent.add(key, 7, host(destination), now), "seed " + seed + ", step " + i);
        }
        assertEquals(0, recent.evictions());
    }

    @Test
    void whatIsExactlyAsOldAsTheWindowStillCounts() {
        RecentDestinations recent = new RecentDestinations(WINDOW, 16);
        recent.add(1, 1, host(1), 0);
        assertEquals(2, recent.add(1, 1, host(2), WINDOW));
        assertEquals(2, recent.add(1, 1, host(3), WINDOW + 1));
    }

    @Test
    void whenItIsFullTheOldestGoesFirstAndIsCounted() {
        RecentDestinations recent = new RecentDestinations(WINDOW, 3);
        recent.add(1, 1, host(1), 1);
        recent.add(1, 1, host(2), 2);
        recent.add(1, 1, host(1), 3);
        recent.add(2, 2, host(3), 4);
        assertEquals(1, recent.add(2, 2, host(3), 5));
        assertEquals(2, recent.add(2, 2, host(4), 6), "host 2 went, being the oldest");
        assertEquals(1, recent.evictions());
        assertEquals(1, recent.add(1, 1, host(5), 7), "then host 1, which was seen again after it");
        assertEquals(2, recent.evictions());
    }
}
