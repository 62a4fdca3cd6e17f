package io.sharetap.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.sharetap.event.SensorDay;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HeldEventsTest {
    private final Random random = new Random(7);
    private long arrivals;

    @Test
    void givesEventsOfFewLanesInOrder() {
        long[] lanes = new long[3];
        givesWhatAHeapGives(() -> lanes[random.nextInt(lanes.length)] += random.nextInt(4));
    }

    /** As those of many files that rest, or of a hostile clock. */
    @Test
    void givesEventsThatComeInNoOrder() {
        givesWhatAHeapGives(() -> random.nextInt(1_000));
        long[] last = {1_000_000};
        givesWhatAHeapGives(() -> last[0]--);
    }

    private interface Clock {
        long nextNanos();
    }

    private void givesWhatAHeapGives(Clock clock) {
        HeldEvents held = new HeldEvents();
        PriorityQueue<HeldEvent> expected = new PriorityQueue<>(HeldEvent.BY_ORDER);
        for (int step = 0; step < 20_000; step++) {
            if (expected.isEmpty() || step < 10_000 && random.nextInt(5) > 1) {
                HeldEvent one = new HeldEvent(new SensorDay(clock.nextNanos(), 0, List.of()), arrivals++, false);
                held.add(one);
                expected.add(one);
            } else {
                assertSame(expected.peek(), held.peek());
                expected.remove();
                held.remove();
            }
            assertEquals(expected.size(), held.size());
            assertEquals(expected.isEmpty(), held.isEmpty());
            if (step % 1_000 == 0) {
                assertEquals(new HashSet<>(expected), new HashSet<>(held.all()));
            }
        }
        while (!expected.isEmpty()) {
            assertSame(expected.remove(), held.peek());
            held.remove();
        }
        assertNull(held.peek());
    }
}
