package io.sharetap.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FilteredPortsTest {
    private static final long MILLI_NANOS = 1_000_000L;
    /** Where {@code System.nanoTime} comes to its end and begins anew: times are compared by their difference. */
    private static final long START_NANOS = Long.MAX_VALUE - 500 * MILLI_NANOS;

    private final List<List<String>> changes = new ArrayList<>();
    private final FilteredPorts ports = new FilteredPorts(List.of(4_450), changes::add);

    private String inForce() {
        return changes.get(changes.size() - 1).get(0);
    }

    private boolean lets(int port) {
        return inForce().contains("tcp port " + port + " ");
    }

    private void learn(int port, long millis) {
        ports.ofCalls(List.of(port), START_NANOS + millis * MILLI_NANOS);
    }

    @Test
    void fewLearntPortsAreInForceAtOnceBesideThoseOfSmb() {
        for (int i = 0; i < FilteredPorts.CHANGES_AT_ONCE; i++) {
            learn(50_000 + i, 0);
            assertTrue(lets(50_000 + i) && lets(4_450), inForce());
        }
        ports.ofSmb(List.of(8_445));
        assertTrue(lets(50_007) && lets(8_445) && !lets(4_450), inForce());
    }

    @Test
    void aFloodOfThemChangesTheFilterFourTimesASecond() {
        int port = 0;
        for (int milli = 0; milli < 10_000; milli++) {
            learn(10_000 + ++port, milli);
            ports.onTime(START_NANOS + milli * MILLI_NANOS);
            assertEquals(!lets(10_000 + port), ports.waits());
        }
        assertEquals(FilteredPorts.CHANGES_AT_ONCE + 39, changes.size());
        assertFalse(lets(10_000 + port));
        ports.onTime(START_NANOS + 10_000 * MILLI_NANOS);
        assertTrue(lets(10_000 + port), "the last of them is in force though no more follow");
        assertFalse(ports.waits());
    }

    @Test
    void whatWaitsComesWithAChangeThatTheUserWants() {
        for (int i = 0; i <= FilteredPorts.CHANGES_AT_ONCE; i++) {
            learn(50_000 + i, 0);
        }
        assertFalse(lets(50_008));
        ports.ofSmb(List.of());
        assertTrue(lets(50_008));
        assertFalse(ports.waits());
    }

    @Test
    void behindAFloodTheyAreInForceAtOnceAgain() {
        for (int i = 0; i < 1_000; i++) {
            learn(50_000 + i, 0);
        }
        learn(60_000, 500);
        assertTrue(lets(60_000));
        learn(60_001, 500);
        assertTrue(lets(60_001));
        learn(60_002, 500);
        assertFalse(lets(60_002));
        learn(60_003, 10_000);
        learn(60_004, 10_000);
        assertTrue(lets(60_004));
    }
}
