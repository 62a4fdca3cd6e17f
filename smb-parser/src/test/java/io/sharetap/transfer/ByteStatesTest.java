package io.sharetap.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.sharetap.base.Share;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ByteStatesTest {
    private final ByteStates.RunBudget budget = new ByteStates.RunBudget(1_000, 1_000);
    private final ByteStates bytes = new ByteStates(budget, new Share());

    @Test
    void keepsAFileWrittenInOrderAsOneRun() {
        for (long at = 0; at < 1_000_000; at += 1_000) {
            bytes.set(at, at + 1_000, ByteStates.KEPT);
        }
        assertEquals(2, bytes.runs());
        assertEquals(1_000_000, bytes.end(0));
        assertEquals(ByteStates.UNKNOWN, bytes.state(1));
    }

    @Test
    void joinsWhatMeetsFromBothSides() {
        bytes.set(10, 20, ByteStates.KEPT);
        bytes.set(30, 40, ByteStates.KEPT);
        assertEquals(5, bytes.runs());
        bytes.set(20, 30, ByteStates.KEPT);
        assertEquals(3, bytes.runs());
        assertEquals(40, bytes.end(1));
    }

    @Test
    void changesOnlyWhatHadTheState() {
        bytes.set(0, 10, ByteStates.KEPT);
        bytes.set(10, 20, ByteStates.ZERO);
        bytes.set(20, 30, ByteStates.KEPT);
        bytes.change(5, 25, ByteStates.KEPT, ByteStates.PASSED);
        assertEquals(ByteStates.KEPT, bytes.at(4));
        assertEquals(ByteStates.PASSED, bytes.at(5));
        assertEquals(ByteStates.ZERO, bytes.at(10));
        assertEquals(ByteStates.PASSED, bytes.at(24));
        assertEquals(ByteStates.KEPT, bytes.at(25));
    }

    @Test
    void takesAnEmptyRangeForNothing() {
        bytes.set(5, 5, ByteStates.KEPT);
        bytes.set(6, 5, ByteStates.KEPT);
        assertEquals(1, bytes.runs());
        assertFalse(bytes.any(0, 10, ByteStates.KEPT));
    }

    @Test
    void givesUpTheShortestRunBeyondItsBound() {
        ByteStates few = new ByteStates(new ByteStates.RunBudget(5, 1_000), new Share());
        few.set(0, 10, ByteStates.KEPT);
        few.set(20, 21, ByteStates.KEPT);
        few.set(30, 50, ByteStates.KEPT);
        assertTrue(few.runs() <= 5);
        assertEquals(ByteStates.KEPT, few.at(0));
        assertEquals(ByteStates.MISSED, few.at(20));
        assertEquals(ByteStates.KEPT, few.at(40));
    }

    /** In the middle of zeros each write adds two runs, whose loss used to win none. */
    @Test
    void neverHasMoreRunsThanItsBoundWhereverTheyAreAdded() {
        for (byte between : new byte[] {ByteStates.UNKNOWN, ByteStates.ZERO, ByteStates.PASSED, ByteStates.MISSED}) {
            ByteStates few = new ByteStates(new ByteStates.RunBudget(50, 10_000), new Share());
            few.set(0, 1_000_000, between);
            for (int at = 999_000; at > 0; at -= 4) {
                few.set(at, at + 1, ByteStates.KEPT);
                assertTrue(few.runs() <= 50, few.runs() + " runs between bytes of state " + between);
            }
        }
    }

    @Test
    void whatIsGivenUpCountsAsWritten() {
        ByteStates few = new ByteStates(new ByteStates.RunBudget(20, 10_000), new Share());
        for (int at = 10_000; at < 20_000; at += 10) {
            few.set(at, at + 1 + at % 3, ByteStates.KEPT);
        }
        assertTrue(few.runs() <= 20);
        for (int at = 10_000; at < 20_000; at += 10) {
            assertTrue(few.anyWritten(at, at + 1), "byte " + at);
        }
    }

    @Test
    void agreesWithAnArray() {
        for (int seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            ByteStates states = new ByteStates(new ByteStates.RunBudget(1_000, 1_000), new Share());
            byte[] model = new byte[200];
            for (int step = 0; step < 60; step++) {
                int from = random.nextInt(model.length);
                int to = random.nextInt(8) == 0 ? model.length : from + random.nextInt(model.length - from);
                byte state = (byte) random.nextInt(4);
                byte before = (byte) random.nextInt(4);
                boolean all = random.nextBoolean();
                if (all) {
                    states.set(from, to == model.length ? ByteStates.END : to, state);
                } else {
                    states.change(from, to, before, state);
                }
                for (int at = from; at < to; at++) {
                    model[at] = all || model[at] == before ? state : model[at];
                }
                for (int at = 0; at < model.length; at++) {
                    if (model[at] != states.at(at)) {
                        fail("byte " + at + ", step " + step + ", seed " + seed);
                    }
                }
                for (int run = 1; run < states.runs(); run++) {
                    assertTrue(states.start(run) > states.start(run - 1), "runs in order, seed " + seed);
                    assertTrue(states.state(run) != states.state(run - 1), "runs joined, seed " + seed);
                }
            }
        }
    }
}
