package io.sharetap.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sharetap.frame.Segment;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FlowKeyTest {
    private static Segment segment(long sourceLow, int sourcePort, long destinationHigh, int destinationPort) {
        Segment segment = new Segment();
        segment.sourceLow = sourceLow;
        segment.sourcePort = sourcePort;
        segment.destinationHigh = destinationHigh;
        segment.destinationLow = 1;
        segment.destinationPort = destinationPort;
        return segment;
    }

    @Test
    void isTheSameForBothDirections() {
        Segment there = segment(7, 50_000, 9, 445);
        Segment back = new Segment();
        back.sourceHigh = 9;
        back.sourceLow = 1;
        back.sourcePort = 445;
        back.destinationLow = 7;
        back.destinationPort = 50_000;
        assertEquals(new FlowKey().read(there), new FlowKey().read(back));
        assertEquals(
                new FlowKey().read(there).hashCode(), new FlowKey().read(back).hashCode());
        assertNotEquals(new FlowKey().read(there), new FlowKey().read(segment(7, 50_001, 9, 445)));
    }

    /** Of sums of multiples these addresses make one number. */
    @Test
    void addressesThatWereChosenHaveManyHashes() {
        Set<Long> sums = new HashSet<>();
        Set<Integer> hashes = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            Segment segment = segment(i, 50_000, 1_000_000 - 31L * i, 445);
            sums.add(segment.sourceLow * 31 + segment.destinationHigh);
            hashes.add(new FlowKey().read(segment).hashCode());
        }
        assertEquals(1, sums.size());
        assertTrue(hashes.size() > 990, hashes.size() + " hashes");
    }
}
