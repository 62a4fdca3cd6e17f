package io.sharetap.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.sharetap.base.Anomaly;
import io.sharetap.base.Ledger;
import io.sharetap.base.Moment;
import io.sharetap.frame.Segment;
import io.sharetap.smb.ChannelRequest;
import io.sharetap.unseal.CipherKeys;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every lane is asked for the keys of a channel's session at one place of the capture; the asker takes all answers. */
class ChannelQuestionTest {
    private static final long NOON = 1_000_000_000_000L;
    private static final int HOSTS = 23;

    private final ConcurrentLinkedQueue<String> faults = new ConcurrentLinkedQueue<>();
    private final Ledger ledger = new Ledger();

    /** Some segments bind channels, each of a session that is named like its frame. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 4})
    void theAskerTakesWhatAllKnewAtThatFrame(int workers) {
        List<AskedLane> lanes = run(workers, 2_000, 50_000_000L, 7, true);
        long asked = lanes.stream().mapToLong(lane -> lane.taken.size()).sum();
        assertEquals(2_000 / 7, asked);
        assertEquals(List.of(), List.copyOf(faults));
        for (AskedLane lane : lanes) {
            assertEquals(lane.asked, lane.taken, "what it asked for, before the segment that asked");
        }
    }

    @Test
    void tooManyInASecondAreNotAskedForAndCounted() {
        List<AskedLane> lanes = run(2, 1_000, 1_000L, 1, true);
        assertEquals(64, lanes.stream().mapToLong(lane -> lane.taken.size()).sum());
        assertEquals(1_000 - 64, ledger.of(Anomaly.SMB_CHANNEL_NOT_ASKED));
    }

    @Test
    void whereNothingIsGivenNobodyIsAsked() {
        List<AskedLane> lanes = run(2, 100, 1_000L, 1, false);
        assertTrue(lanes.stream().allMatch(lane -> lane.taken.isEmpty()));
        assertEquals(0, ledger.of(Anomaly.SMB_CHANNEL_NOT_ASKED));
    }

    private List<AskedLane> run(int workers, int frames, long stepNanos, int eachOf, boolean seesThrough) {
        List<AskedLane> lanes = new ArrayList<>();
        LaneInlet[] inlets = new LaneInlet[Math.max(1, workers)];
        for (int i = 0; i < inlets.length; i++) {
            lanes.add(new AskedLane(inlets.length));
            LaneFeed feed = new LaneFeed(lanes.get(i), report -> {}, new Faults());
            inlets[i] = workers == 0 ? new DirectInlet(feed) : new RingInlet(feed, "test-" + i, new Faults());
        }
        FrameReader.DecoderFactory decoder = (sink, counts) -> (link, frame, wire, nanos, number) ->
                sink.onSegment(number % eachOf == 0 ? binding(number) : segment(number, new byte[100]));
        List<Long> times =
                LongStream.range(0, frames).mapToObj(i -> NOON + i * stepNanos).toList();
        new FrameReader(inlets, decoder, ledger, new Faults(), null, () -> seesThrough)
                .run(new FakeSource(times), () -> true, (read, all) -> {});
        return lanes;
    }

    private static Segment binding(long number) {
        ByteBuf bytes = Unpooled.buffer(100, 100).writerIndex(100);
        bytes.setInt(4, 0xFE53_4D42).setShortLE(16, 1).setLongLE(44, number).setByte(70, 1);
        return segment(number, bytes.array());
    }

    private static Segment segment(long number, byte[] payload) {
        Segment segment = new Segment();
        segment.frameNumber = number;
        segment.sourceLow = number % HOSTS;
        segment.destinationLow = 1_000;
        segment.payload.wrap(Unpooled.wrappedBuffer(payload), 0, payload.length);
        return segment;
    }

    /** Knows one key for each session; notes what it asks for and takes, and what comes in a wrong order. */
    private final class AskedLane implements Lane {
        private final int lanes;
        private final Ledger counts = new Ledger();
        private final List<Long> asked = Collections.synchronizedList(new ArrayList<>());
        private final List<Long> taken = Collections.synchronizedList(new ArrayList<>());
        private long lastFrame;

        AskedLane(int lanes) {
            this.lanes = lanes;
        }

        @Override
        public void onSegment(Segment segment) {
            lastFrame = segment.frameNumber;
            if (segment.payload.u8(70) == 1 && !taken.isEmpty()) {
                asked.add(segment.frameNumber);
            }
        }

        @Override
        public List<CipherKeys> keysFor(ChannelRequest request) {
            if (lastFrame >= request.sessionId()) {
                faults.add("frame " + lastFrame + " came before the question of " + request.sessionId());
            }
            return List.of(CipherKeys.of30(new byte[16]));
        }

        @Override
        public void takeKeys(ChannelRequest request, List<CipherKeys> keys) {
            taken.add(request.sessionId());
            if (keys.size() != lanes || request.clientLow() != request.sessionId() % HOSTS) {
                faults.add(keys.size() + " keys for " + request);
            }
        }

        @Override
        public void giveUp(Segment segment) {
            faults.add("frame " + segment.frameNumber + " was given up");
        }

        @Override
        public void onTick(Moment now) {
            // Time changes nothing.
        }

        @Override
        public long reportsFromNanos() {
            return Long.MAX_VALUE;
        }

        @Override
        public void onEnd(Moment now) {
            // Nothing is held.
        }

        @Override
        public Ledger ledger() {
            return counts;
        }
    }
}
