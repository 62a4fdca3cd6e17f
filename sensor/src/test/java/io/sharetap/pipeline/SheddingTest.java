package io.sharetap.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.Unpooled;
import io.sharetap.base.Anomaly;
import io.sharetap.base.Ledger;
import io.sharetap.capture.FrameSink;
import io.sharetap.frame.Segment;
import org.junit.jupiter.api.Test;

class SheddingTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long NOON = 1_700_000_000L * SECOND;
    private static final int PLENTY = Shedding.LARGEST_TALKERS_PERCENT - 1;
    private static final int FULL = 100;
    private static final int DATA = 1_448;
    private static final int REQUEST = 200;

    private final ProgramPairs programs = new ProgramPairs();
    private final Shedding shedding = new Shedding(programs);

    private static Segment segment(int host, int bytes, int flags) {
        Segment segment = new Segment();
        segment.sourceLow = host;
        segment.destinationLow = 1;
        segment.flags = flags;
        segment.clockNanos = NOON;
        segment.payload.wrap(Unpooled.wrappedBuffer(new byte[bytes]), 0, bytes);
        return segment;
    }

    private boolean letsGo(int host, int bytes) {
        return shedding.letsGo(segment(host, bytes, Segment.ACK));
    }

    private void talk(int host, int segments) {
        shedding.onMemory(0);
        for (int i = 0; i < segments; i++) {
            assertFalse(letsGo(host, DATA));
        }
    }

    @Test
    void keepsEverythingWhileThereIsRoom() {
        talk(7, 1_000);
        shedding.onMemory(PLENTY);
        assertFalse(letsGo(7, DATA));
    }

    @Test
    void letsDataOfTheLargestTalkersGoFirst() {
        talk(7, 1_000);
        talk(8, 900);
        talk(9, 100);
        shedding.onMemory(Shedding.LARGEST_TALKERS_PERCENT);
        assertTrue(letsGo(7, DATA));
        assertTrue(letsGo(8, DATA));
        assertFalse(letsGo(9, DATA));
        assertFalse(letsGo(7, REQUEST), "session state comes before data");
    }

    @Test
    void letsDataOfAllGoThenSessionState() {
        talk(7, 1_000);
        shedding.onMemory(Shedding.ALL_DATA_PERCENT);
        assertTrue(letsGo(9, DATA));
        assertFalse(letsGo(9, REQUEST));
        assertFalse(shedding.letsGo(segment(9, DATA, Segment.FIN)));
        shedding.onMemory(Shedding.ALL_PERCENT);
        assertTrue(letsGo(9, REQUEST));
    }

    @Test
    void neverLetsAProgramGo() {
        talk(7, 1_000);
        programs.onProgramBytes(segment(7, DATA, 0).hostPairHash(), NOON - SECOND);
        shedding.onMemory(FULL);
        assertFalse(letsGo(7, DATA));
        assertTrue(letsGo(8, DATA));
    }

    @Test
    void forgetsAProgramThatRests() {
        talk(7, 1_000);
        programs.onProgramBytes(segment(7, DATA, 0).hostPairHash(), NOON - ProgramPairs.LASTS_NANOS);
        shedding.onMemory(FULL);
        assertTrue(letsGo(7, DATA));
    }

    @Test
    void forgetsWhoTalkedLongAgo() {
        talk(7, 1_000);
        for (int second = 0; second < 10; second++) {
            shedding.onTick();
        }
        talk(8, 100);
        shedding.onMemory(Shedding.LARGEST_TALKERS_PERCENT);
        assertFalse(letsGo(7, DATA));
        assertTrue(letsGo(8, DATA));
    }

    @Test
    void countsWhatIsLetGoAsLostByTheSource() {
        FullSource source = new FullSource();
        Ledger ledger = new Ledger();
        FakeLanes lanes = new FakeLanes();
        LaneInlet[] inlets = {new DirectInlet(new LaneFeed(lanes.lane(0, report -> {}), report -> {}, new Faults(), 0))
        };
        FrameReader.DecoderFactory decoder =
                (sink, counts) -> (link, frame, wire, nanos, number) -> sink.onSegment(segment(7, DATA, Segment.ACK));
        new FrameReader(inlets, decoder, ledger, new Faults(), shedding).run(source, () -> true, (read, all) -> {});
        assertEquals(3, ledger.of(Anomaly.SEGMENT_LET_GO));
        assertEquals(3, source.letGo);
    }

    /** Three frames, and no room for them. */
    private static final class FullSource extends MadeLiveSource {
        private int given;
        private int letGo;

        @Override
        public int poll(FrameSink sink, int framesMax) {
            if (given == 3) {
                return -1;
            }
            sink.onFrame(1, frame, 64, NOON, ++given);
            return 1;
        }

        @Override
        public int usedPercent() {
            return FULL;
        }

        @Override
        public void onLetGo() {
            letGo++;
        }
    }
}
