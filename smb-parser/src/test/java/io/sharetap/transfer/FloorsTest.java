package io.sharetap.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FloorsTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void saysTheEarliestInWhateverOrderFilesComeAndGo() {
        long seed = 11;
        Random random = new Random(seed);
        Floors floors = new Floors();
        Floors.Floor[] held = new Floors.Floor[50];
        List<Long> seconds = new ArrayList<>();
        for (int i = 0; i < held.length; i++) {
            seconds.add(Long.MAX_VALUE);
        }
        for (int step = 0; step < 100_000; step++) {
            int file = random.nextInt(held.length);
            if (random.nextInt(3) == 0) {
                floors.leave(held[file]);
                held[file] = null;
                seconds.set(file, Long.MAX_VALUE);
            } else {
                long nanos = (step / 10 + random.nextInt(20)) * SECOND / 4;
                held[file] = floors.enter(nanos, held[file]);
                seconds.set(file, nanos / SECOND * SECOND);
            }
            long earliest = seconds.stream().mapToLong(Long::longValue).min().orElseThrow();
            assertEquals(earliest, floors.earliestNanos(), "seed " + seed + ", step " + step);
        }
    }
}
