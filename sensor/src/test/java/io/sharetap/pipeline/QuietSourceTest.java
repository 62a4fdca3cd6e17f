package io.sharetap.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sharetap.base.Ledger;
import io.sharetap.capture.FrameSink;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class QuietSourceTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long NOON = 1_700_000_000L * SECOND;

    @Test
    void timeGoesOnWhereNoFrameComes() {
        List<Report> reports = new ArrayList<>();
        LaneFeed lane = new LaneFeed(new FakeLanes().lane(0, reports::add), reports::add, new Faults(), 0);
        FrameReader.DecoderFactory decoder = (sink, counts) -> (link, frame, wire, nanos, number) -> {};
        FrameReader reader =
                new FrameReader(new LaneInlet[] {new DirectInlet(lane)}, decoder, new Ledger(), new Faults(), null);
        reader.run(new QuietSource(), () -> true, (read, all) -> {});
        List<Report> ticks =
                reports.stream().filter(Report.Tick.class::isInstance).toList();
        assertEquals(3, ticks.size(), reports.toString());
        assertEquals(NOON + 2 * SECOND, reader.tickedNanos());
        assertEquals(NOON, reader.lastNanos(), "records tell of frames alone");
    }

    /** One frame, then two seconds without any. */
    private static final class QuietSource extends MadeLiveSource {
        private int polls;

        @Override
        public int poll(FrameSink sink, int framesMax) {
            polls++;
            if (polls == 1) {
                sink.onFrame(1, frame, 64, NOON, 1);
            }
            return polls == 1 ? 1 : polls < 4 ? 0 : -1;
        }

        @Override
        public long quietNanos() {
            return NOON + (polls - 1) * SECOND;
        }
    }
}
