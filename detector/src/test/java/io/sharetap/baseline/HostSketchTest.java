package io.sharetap.baseline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sharetap.event.IpAddress;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostSketchTest {
    private static final int WINDOW = 30;

    private static HostSketch sketch(long day) {
        HostSketch sketch = new HostSketch(WINDOW);
        sketch.wrap(new Entry(), day);
        return sketch;
    }

    private static long hash(Random random) {
        return HostHash.of(new IpAddress(random.nextLong(), random.nextLong()));
    }

    @ParameterizedTest
    @ValueSource(ints = {65, 300, 1_000, 10_000, 100_000})
    void estimatesWithAStandardErrorOf65PerThousand(int hosts) {
        Random random = new Random(hosts);
        int runs = 60;
        double squares = 0;
        for (int run = 0; run < runs; run++) {
            HostSketch sketch = sketch(100);
            for (int i = 0; i < hosts; i++) {
                sketch.add(hash(random));
            }
            double error = (sketch.estimate(true) - hosts) / (double) hosts;
            squares += error * error;
        }
        assertTrue(Math.sqrt(squares / runs) < 0.08, "standard error " + Math.sqrt(squares / runs));
    }

    @Test
    void whatIsSeenTodayCountsTomorrowAndFor30Days() {
        HostSketch sketch = sketch(100);
        Random random = new Random(1);
        for (int i = 0; i < 1_000; i++) {
            sketch.add(hash(random));
        }
        assertEquals(0, sketch.estimate(false));
        sketch.roll(130);
        assertEquals(1_000, sketch.estimate(false), 200);
        for (int i = 0; i < 10; i++) {
            sketch.add(hash(random));
        }
        sketch.roll(131);
        assertEquals(10, sketch.estimate(false), 2);
    }

    @Test
    void slidesOverDaysOfDifferentCrowds() {
        HostSketch sketch = sketch(100);
        Random random = new Random(2);
        for (int day = 0; day < 60; day++) {
            sketch.roll(100 + day);
            for (int i = 0; i < 100; i++) {
                sketch.add(hash(random));
            }
        }
        sketch.roll(160);
        assertEquals(3_000, sketch.estimate(false), 600);
    }

    @Test
    void twoMergeToTheSketchOfBoth() {
        HostSketch one = sketch(100);
        HostSketch other = sketch(100);
        HostSketch both = sketch(100);
        Random random = new Random(3);
        for (int day = 0; day < 20; day++) {
            one.roll(100 + day);
            other.roll(100 + day);
            both.roll(100 + day);
            for (int i = 0; i < 200; i++) {
                long hash = hash(random);
                (i % 2 == 0 ? one : other).add(hash);
                both.add(hash);
            }
        }
        one.merge(other);
        assertEquals(both.estimate(true), one.estimate(true));
        for (int day = 20; day < 52; day++) {
            one.roll(100 + day);
            both.roll(100 + day);
            assertEquals(both.estimate(false), one.estimate(false), 0.1 * both.estimate(false));
        }
    }
}
