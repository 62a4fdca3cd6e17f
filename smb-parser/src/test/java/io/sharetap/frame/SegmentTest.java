package io.sharetap.frame;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SegmentTest {
    private static final long IPV4_MAPPED = 0xFFFF_0000_0000L;
    private static final int NETWORKS = 1_000;

    @Test
    void bothDirectionsHaveOneNumber() {
        Segment there = between(0x0A14_0042, 0x0A14_000B);
        Segment back = between(0x0A14_000B, 0x0A14_0042);
        assertEquals(there.hostPairHash(), back.hostPairHash());
    }

    @Test
    void hostsThatHaveTheSameNumbersInTheirNetworksGoToAllWorkers() {
        for (int workers = 2; workers <= 8; workers++) {
            int[] pairs = new int[workers];
            for (int network = 0; network < NETWORKS; network++) {
                Segment segment = between(0x0A00_0042 | network << 8, 0x0A00_000B | network << 8);
                pairs[Integer.remainderUnsigned(segment.hostPairHash(), workers)]++;
            }
            for (int count : pairs) {
                assertTrue(count > NETWORKS / workers / 2, count + " of " + NETWORKS + " for one of " + workers);
            }
        }
    }

    private static Segment between(int source, int destination) {
        Segment segment = new Segment();
        segment.sourceLow = IPV4_MAPPED | source;
        segment.destinationLow = IPV4_MAPPED | destination;
        return segment;
    }
}
