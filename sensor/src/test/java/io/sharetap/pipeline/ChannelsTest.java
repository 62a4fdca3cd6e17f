package io.sharetap.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.Unpooled;
import io.sharetap.base.Anomaly;
import io.sharetap.base.Hosts;
import io.sharetap.base.Ledger;
import io.sharetap.frame.Segment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections that are bound to a session between other addresses count for the two hosts of that session. */
class ChannelsTest {
    private static final long NOON = 1_000_000_000_000L;
    private static final long SESSION = 0x51;
    private static final int PORT = 50_000;

    private final Ledger ledger = new Ledger();
    private final Channels channels = new Channels(ledger);

    /** The connection of these addresses is asked to become a channel, and the server grants it. */
    private Channels.Channel joined(long client, long server, long session) {
        assertNull(channels.of(binding(client, server, session)));
        return channels.of(granted(client, server, session));
    }

    @Test
    void aChannelBetweenOtherAddressesCountsForTheHostsOfItsSession() {
        channels.of(granted(1, 100, SESSION));
        Channels.Channel channel = joined(2, 200, SESSION);
        assertEquals(new Hosts(0, 1, 0, 100), channel.home);
        assertEquals(granted(1, 100, SESSION).hostPairHash(), channel.pairHash);
        assertTrue(channel.joins);
        assertSame(channel, channels.of(data(2, 200)));
        assertSame(channel, channels.of(data(200, 2)), "the other direction");
        assertFalse(channel.joins);
        assertNull(channels.of(other(data(2, 200))), "another connection of the same hosts");
        assertEquals(0, ledger.of(Anomaly.SMB_CHANNEL_NOT_JOINED));
    }

    @Test
    void whatTheServerDoesNotGrantStaysWhereItIs() {
        channels.of(granted(1, 100, SESSION));
        channels.of(binding(2, 200, SESSION));
        assertNull(channels.of(data(200, 2)));
        assertNull(channels.of(data(2, 200)));
    }

    @Test
    void anAnswerThatGoesOnInAnotherSegmentJoinsNothing() {
        channels.of(granted(1, 100, SESSION));
        channels.of(binding(2, 200, SESSION));
        Segment cut = granted(2, 200, SESSION);
        cut.payload.wrap(cut.payload, 0, 99);
        assertNull(channels.of(cut));
        assertEquals(1, ledger.of(Anomaly.SMB_CHANNEL_NOT_JOINED));
    }

    @Test
    void aChannelBetweenTheSameAddressesStaysWhereItIs() {
        channels.of(granted(1, 100, SESSION));
        assertNull(joined(1, 100, SESSION));
        assertEquals(0, ledger.of(Anomaly.SMB_CHANNEL_NOT_JOINED));
    }

    @Test
    void whatAChannelIsGrantedBeginsNoSession() {
        channels.of(granted(1, 100, SESSION));
        joined(2, 200, SESSION);
        assertEquals(new Hosts(0, 1, 0, 100), joined(3, 300, SESSION).home);
    }

    /** Servers number their sessions each for itself. */
    @Test
    void ofSeveralSessionsOfOneNumberTheSameServerAndThenTheSameClientDecide() {
        channels.of(granted(1, 100, SESSION));
        channels.of(granted(1, 101, SESSION));
        assertEquals(new Hosts(0, 1, 0, 101), joined(2, 101, SESSION).home);
        channels.of(granted(7, 107, SESSION));
        assertEquals(new Hosts(0, 7, 0, 107), joined(7, 200, SESSION).home);
    }

    /** As where traffic is captured on both sides of a translation of addresses. */
    @Test
    void whereItIsNotClearWhichSessionNoneIsTaken() {
        channels.of(granted(1, 100, SESSION));
        channels.of(granted(9, 100, SESSION));
        assertNull(joined(1, 100, SESSION), "of the same addresses");
        assertEquals(0, ledger.of(Anomaly.SMB_CHANNEL_NOT_JOINED));
        assertNull(joined(2, 100, SESSION));
        assertEquals(1, ledger.of(Anomaly.SMB_CHANNEL_NOT_JOINED));
    }

    @Test
    void aSessionThatWasNotSeenToBeginHasNoHome() {
        assertNull(joined(2, 200, SESSION));
        assertNull(joined(1, 100, SESSION));
        assertEquals(2, ledger.of(Anomaly.SMB_CHANNEL_NOT_JOINED));
    }

    @Test
    void aFloodOfChannelsPushesNoneOutThatIsInUse() {
        channels.of(granted(1, 100, SESSION));
        Channels.Channel first = joined(2, 200, SESSION);
        for (int client = 0; client < Channels.CHANNELS_MAX; client++) {
            joined(1_000 + client, 200, SESSION);
        }
        assertEquals(1, ledger.of(Anomaly.SMB_CHANNEL_NOT_JOINED));
        assertSame(first, channels.of(data(2, 200)));
        channels.of(binding(9_000, 200, SESSION));
        Segment muchLater = granted(9_000, 200, SESSION);
        muchLater.clockNanos = NOON + 7_200_000_000_000L;
        assertNotNull(channels.of(muchLater));
    }

    @Test
    void noMoreThanSomeSessionsAndRequestsAreRemembered() {
        channels.of(granted(1, 100, SESSION));
        channels.of(binding(2, 200, SESSION));
        for (int other = 0; other < Channels.CHANNELS_MAX; other++) {
            channels.of(binding(1_000 + other, 200, SESSION));
        }
        assertNull(channels.of(granted(2, 200, SESSION)), "the oldest request is forgotten");
        for (int other = 0; other < 16_384; other++) {
            channels.of(granted(1, 100, 0x1_0000 + other));
        }
        assertNull(joined(3, 300, SESSION));
        assertEquals(1, ledger.of(Anomaly.SMB_CHANNEL_NOT_JOINED));
    }

    /** Each session has a channel: the lane of its hosts gets it once it is granted, behind what began the session. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 4})
    void theLaneOfTheSessionsHostsGetsTheChannel(int workers) {
        List<NotingLane> lanes = new ArrayList<>();
        LaneInlet[] inlets = new LaneInlet[Math.max(1, workers)];
        for (int i = 0; i < inlets.length; i++) {
            lanes.add(new NotingLane());
            LaneFeed feed = new LaneFeed(lanes.get(i), report -> {}, new Faults(), 0);
            inlets[i] = workers == 0 ? new DirectInlet(feed) : new RingInlet(feed, "test-" + i, new Faults());
        }
        FrameReader.DecoderFactory decoder = (sink, counts) -> (link, frame, wire, nanos, number) -> {
            long session = number / 5;
            Segment segment =
                    switch ((int) (number % 5)) {
                        case 0 -> data(session, 5_000 + session);
                        case 1 -> granted(1_000 + session, 100, session + 1);
                        case 2 -> binding(session, 5_000 + session, session + 1);
                        case 3 -> granted(session, 5_000 + session, session + 1);
                        default -> data(session, 5_000 + session);
                    };
            segment.frameNumber = number;
            sink.onSegment(segment);
        };
        List<Long> times =
                LongStream.range(0, 2_000).mapToObj(i -> NOON + i * 50_000_000L).toList();
        new FrameReader(inlets, decoder, ledger, new Faults(), null)
                .run(new FakeSource(times), () -> true, (read, all) -> {});
        List<String> all = new ArrayList<>();
        lanes.forEach(lane -> all.addAll(lane.reported));
        assertEquals(
                2_000,
                all.stream()
                        .filter(line -> !line.startsWith("leave") && !line.startsWith("join"))
                        .count());
        assertEquals(400, all.stream().filter(line -> line.startsWith("join")).count());
        for (NotingLane lane : lanes) {
            for (String line : lane.reported) {
                if (line.startsWith("join")) {
                    String session = line.substring("join ".length());
                    int at = lane.reported.indexOf(line);
                    assertTrue(lane.reported.subList(0, at).contains("granted " + session), line);
                    assertTrue(lane.reported.subList(at, lane.reported.size()).contains("of " + session), line);
                }
            }
        }
    }

    private static Segment granted(long client, long server, long session) {
        ByteBuffer bytes = ByteBuffer.allocate(100).putInt(0, 96).putInt(4, 0xFE53_4D42);
        bytes.order(ByteOrder.LITTLE_ENDIAN)
                .putShort(16, (short) 1)
                .putInt(20, 1)
                .putLong(44, session);
        return segment(server, client, bytes.array());
    }

    private static Segment binding(long client, long server, long session) {
        ByteBuffer bytes = ByteBuffer.allocate(100).putInt(4, 0xFE53_4D42).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putShort(16, (short) 1).putLong(44, session).put(70, (byte) 1);
        return segment(client, server, bytes.array());
    }

    private static Segment data(long source, long destination) {
        return segment(source, destination, new byte[100]);
    }

    private static Segment other(Segment segment) {
        segment.sourcePort++;
        return segment;
    }

    /** Servers have the higher addresses. */
    private static Segment segment(long source, long destination, byte[] payload) {
        Segment segment = new Segment();
        segment.clockNanos = NOON;
        segment.sourceLow = source;
        segment.destinationLow = destination;
        segment.sourcePort = source < destination ? PORT : 445;
        segment.destinationPort = source < destination ? 445 : PORT;
        segment.payload.wrap(Unpooled.wrappedBuffer(payload), 0, payload.length);
        return segment;
    }

    /** Writes down what it is told. */
    private static final class NotingLane extends IdleLane {
        private final List<String> reported = Collections.synchronizedList(new ArrayList<>());

        @Override
        public void onSegment(Segment segment) {
            if (segment.home != null) {
                reported.add("of " + (segment.home.firstLow() - 1_000));
            } else if (segment.payload.u8(4) == 0xFE) {
                reported.add("granted " + (segment.destinationLow - 1_000));
            } else {
                reported.add("data");
            }
        }

        @Override
        public void leave(Segment segment) {
            reported.add("leave " + (segment.home.firstLow() - 1_000));
        }

        @Override
        public void join(Segment segment) {
            reported.add("join " + (segment.home.firstLow() - 1_000));
        }

        @Override
        public void giveUp(Segment segment) {
            reported.add("given up");
        }
    }
}
