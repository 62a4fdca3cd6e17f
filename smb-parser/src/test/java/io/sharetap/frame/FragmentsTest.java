package io.sharetap.frame;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.sharetap.base.Anomaly;
import io.sharetap.base.ByteWindow;
import io.sharetap.base.Count;
import io.sharetap.base.Ledger;
import io.sharetap.base.Limits;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FragmentsTest {
    private static final long SECOND = 1_000_000_000L;
    private static final byte[] PAYLOAD = somePayload(2_000);
    private static final byte[] TCP = Packets.tcp(PAYLOAD);
    private static final String WHOLE = HexFormat.of().formatHex(PAYLOAD);

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void putsShuffledFragmentsTogether(boolean six) {
        for (int seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            List<byte[]> fragments = cut(six, 7, TCP, 8 * (1 + random.nextInt(60)));
            Collections.shuffle(fragments, random);
            Decoded decoded = new Decoded();
            for (byte[] fragment : fragments) {
                decoded.frame(Decoded.RAW, fragment);
            }
            assertEquals(WHOLE, decoded.only().payload(), "seed " + seed);
            assertEquals(six ? "20010db800000000:1" : "10.0.0.1", decoded.only().source());
            assertEquals(six ? "20010db800000000:2" : "10.0.0.2", decoded.only().destination());
            assertEquals(List.of(), decoded.anomalies(), "seed " + seed);
            assertEquals(1, decoded.ledger.of(Count.DATAGRAMS_REASSEMBLED));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void keepsTheFirstBytesOfOverlappingFragments(boolean six) {
        byte[] other = TCP.clone();
        Arrays.fill(other, 40, other.length, (byte) 0xEE);
        Decoded decoded = new Decoded()
                .frame(Decoded.RAW, fragment(six, 7, 0, true, Arrays.copyOfRange(TCP, 0, 800)))
                .frame(Decoded.RAW, fragment(six, 7, 1_600, false, Arrays.copyOfRange(TCP, 1_600, TCP.length)))
                .frame(Decoded.RAW, fragment(six, 7, 400, true, Arrays.copyOfRange(other, 400, 1_200)))
                .frame(Decoded.RAW, fragment(six, 7, 1_000, true, Arrays.copyOfRange(TCP, 1_000, 1_800)));
        byte[] expected = PAYLOAD.clone();
        Arrays.fill(expected, 800 - 20, 1_200 - 20, (byte) 0xEE);
        assertEquals(HexFormat.of().formatHex(expected), decoded.only().payload());
        assertEquals(List.of("ip_fragments_conflict=2"), decoded.anomalies());
    }

    @Test
    void takesIdenticalOverlapsWithoutComplaint() {
        for (int seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            Decoded decoded = new Decoded();
            List<byte[]> fragments = cut(false, 7, TCP, 160);
            for (int i = 0; i < 30; i++) {
                int from = 8 * random.nextInt(TCP.length / 8 - 1);
                int to = Math.min(TCP.length / 8 * 8, from + 8 * (1 + random.nextInt(60)));
                fragments.add(random.nextInt(2), fragment(false, 7, from, true, Arrays.copyOfRange(TCP, from, to)));
            }
            for (byte[] fragment : fragments) {
                if (decoded.segments.isEmpty()) {
                    decoded.frame(Decoded.RAW, fragment);
                }
            }
            assertEquals(WHOLE, decoded.only().payload(), "seed " + seed);
            assertEquals(List.of(), decoded.anomalies(), "seed " + seed);
        }
    }

    @Test
    void notesALengthThatContradictsTheEnd() {
        Decoded decoded = new Decoded()
                .frame(Decoded.RAW, fragment(false, 7, 1_000, false, Arrays.copyOfRange(TCP, 1_000, TCP.length)))
                .frame(Decoded.RAW, fragment(false, 7, 4_000, true, new byte[8]));
        assertEquals(List.of("ip_fragments_conflict=1"), decoded.anomalies());
    }

    @Test
    void notesFragmentsThatCannotBe() {
        Decoded decoded = new Decoded()
                .frame(Decoded.RAW, fragment(false, 7, 0, true, new byte[0]))
                .frame(Decoded.RAW, fragment(false, 7, 0, true, new byte[9]))
                .frame(Decoded.RAW, fragment(false, 7, 65_528, false, new byte[100]));
        assertEquals(List.of("ip_fragment_invalid=3"), decoded.anomalies());
    }

    @Test
    void passesOverFragmentsOfProtocolsWithoutSegments() {
        Decoded decoded = new Decoded().frame(Decoded.RAW, Packets.fragmentV4(1, 1, 0, true, new byte[800]));
        assertEquals(1, decoded.ledger.of(Count.OTHER_TRAFFIC));
        assertEquals(0, decoded.ledger.of(Count.FRAGMENTS));
    }

    @Test
    void takesADatagramInOneFragmentAtOnce() {
        assertEquals(
                WHOLE,
                new Decoded()
                        .frame(Decoded.RAW, fragment(true, 7, 0, false, TCP))
                        .only()
                        .payload());
    }

    @Test
    void keepsDatagramsOfOtherHostsIdentificationsAndVlansApart() {
        byte[] first = Arrays.copyOf(TCP, 800);
        byte[] rest = Arrays.copyOfRange(TCP, 800, TCP.length);
        byte[] inVlan = Packets.ethernet(0x8100, Packets.tag(5, 0x0800, fragment(false, 7, 800, false, rest)));
        Decoded decoded = new Decoded()
                .frame(Decoded.RAW, fragment(false, 7, 0, true, first))
                .frame(Decoded.RAW, fragment(false, 8, 800, false, rest))
                .frame(Decoded.ETHERNET, inVlan);
        assertEquals(List.of(), decoded.segments);
        decoded.frame(Decoded.RAW, fragment(false, 7, 800, false, rest));
        assertEquals(WHOLE, decoded.only().payload());
    }

    @Test
    void givesTheBytesBeforeTheFirstThatASnapLengthCut() {
        byte[] first = fragment(false, 7, 0, true, Arrays.copyOf(TCP, 800));
        byte[] rest = fragment(false, 7, 800, false, Arrays.copyOfRange(TCP, 800, TCP.length));
        Decoded decoded = new Decoded()
                .frame(Decoded.RAW, Arrays.copyOf(first, 20 + 96), first.length, 0)
                .frame(Decoded.RAW, rest);
        assertEquals(WHOLE.substring(0, 2 * 76), decoded.only().payload());
        assertEquals(2_000 - 76, decoded.only().missingTailBytes());
    }

    @Test
    void findsTunnelsInDatagramsAndFragmentsInTunnels() {
        byte[] inner = Packets.ipv4(0xC0A80101, 0xC0A80102, 6, new byte[0], TCP);
        byte[] vxlan =
                Packets.udp(4789, Packets.join(Packets.hex("0800000000000500"), Packets.ethernet(0x0800, inner)));
        Decoded tunnelInDatagram = new Decoded();
        for (int at = 0; at < vxlan.length; at += 800) {
            int to = Math.min(vxlan.length, at + 800);
            byte[] part = Arrays.copyOfRange(vxlan, at, to);
            tunnelInDatagram.frame(Decoded.RAW, Packets.fragmentV4(3, 17, at, to < vxlan.length, part));
        }
        assertEquals("192.168.1.1", tunnelInDatagram.only().source());
        assertEquals(WHOLE, tunnelInDatagram.only().payload());
        Decoded fragmentsInTunnel = new Decoded();
        for (byte[] fragment : cut(true, 9, TCP, 800)) {
            fragmentsInTunnel.frame(Decoded.RAW, Packets.ipv4(41, fragment));
        }
        assertEquals(WHOLE, fragmentsInTunnel.only().payload());
    }

    @Test
    void givesUpAfterThirtySecondsOfPacketTime() {
        byte[] first = fragment(false, 7, 0, true, Arrays.copyOf(TCP, 800));
        byte[] rest = fragment(false, 7, 800, false, Arrays.copyOfRange(TCP, 800, TCP.length));
        Decoded inTime = new Decoded()
                .frame(Decoded.RAW, first, first.length, 0)
                .frame(Decoded.RAW, rest, rest.length, 30 * SECOND - 1);
        assertEquals(1, inTime.segments.size());
        Decoded late = new Decoded()
                .frame(Decoded.RAW, first, first.length, 0)
                .frame(Decoded.RAW, rest, rest.length, 30 * SECOND);
        assertEquals(List.of(), late.segments);
        assertEquals(List.of("ip_fragments_expired=1"), late.anomalies());
        Decoded earlier = new Decoded()
                .frame(Decoded.RAW, first, first.length, 100 * SECOND)
                .frame(Decoded.RAW, rest, rest.length, 0);
        assertEquals(List.of("ip_fragments_expired=1"), earlier.anomalies());
    }

    @Test
    void staysWithinItsLimitsUnderAHundredThousandUnfinishedDatagrams() {
        Limits limits = Limits.defaults();
        Ledger ledger = new Ledger();
        Fragments fragments = new Fragments(limits, ledger);
        Surroundings hosts = new Surroundings(limits, ledger);
        hosts.hostsV4(0, 4);
        ByteBuf memory = Unpooled.wrappedBuffer(new byte[70_000]);
        ByteWindow window = new ByteWindow().wrap(memory, 0, 70_000);
        Random random = new Random(5);
        for (int i = 0; i < 100_000; i++) {
            int offset = 8 * random.nextInt(8_000);
            fragments.add(hosts, i, 6, offset, true, window, 8, 8 + 8 * (1 + random.nextInt(180)), 8 + 1_448);
            assertTrue(fragments.unfinished() <= limits.fragmentDatagramsMax());
            assertTrue(fragments.heldBytes() <= limits.fragmentBytesMax());
        }
        assertEquals(
                100_000 - fragments.unfinished(),
                ledger.of(Anomaly.IP_FRAGMENTS_FULL) + ledger.of(Anomaly.IP_FRAGMENT_INVALID));
        assertTrue(ledger.of(Anomaly.IP_FRAGMENTS_FULL) > 90_000);
    }

    @Test
    void boundsDatagramsThatCompleteEachOther() {
        // Each datagram's body is the missing piece of the next: without a bound each adds a call to the stack.
        Decoded decoded = new Decoded();
        for (int i = 1; i <= 2_000; i++) {
            decoded.frame(Decoded.RAW, Packets.fragmentV6(i, 44, 16, false, fragmentHeader(i + 3)));
        }
        byte[] piece = Packets.join(fragmentHeader(2), fragmentHeader(3));
        decoded.frame(Decoded.RAW, Packets.fragmentV6(1, 44, 0, true, piece));
        assertEquals(List.of("tunnel_depth_limit=1"), decoded.anomalies());
        assertEquals(9, decoded.ledger.of(Count.DATAGRAMS_REASSEMBLED));
    }

    private static byte[] fragmentHeader(int identification) {
        return Packets.hex(String.format("2c000001%08x", identification));
    }

    @Test
    void keepsADatagramsMemoryAsLongAsItIsHeld() {
        List<ByteWindow> held = new ArrayList<>();
        FrameDecoder decoder = new FrameDecoder(
                Limits.defaults(),
                new Ledger(),
                new int[0],
                segment -> held.add(new ByteWindow().wrap(segment.payload, 0, segment.payload.length())));
        for (int i = 0; i < 3; i++) {
            for (byte[] fragment : cut(false, i, TCP, 800)) {
                ByteWindow window = new ByteWindow().wrap(Unpooled.wrappedBuffer(fragment), 0, fragment.length);
                decoder.onFrame(Decoded.RAW, window, fragment.length, 0, 1);
                Arrays.fill(fragment, (byte) 0);
            }
        }
        for (ByteWindow payload : held) {
            byte[] copy = new byte[payload.length()];
            payload.copyTo(0, copy, 0, copy.length);
            assertEquals(WHOLE, HexFormat.of().formatHex(copy));
        }
        assertEquals(3, held.size());
    }

    private static List<byte[]> cut(boolean six, int identification, byte[] body, int partLength) {
        List<byte[]> fragments = new ArrayList<>();
        for (int at = 0; at < body.length; at += partLength) {
            int to = Math.min(body.length, at + partLength);
            fragments.add(fragment(six, identification, at, to < body.length, Arrays.copyOfRange(body, at, to)));
        }
        return fragments;
    }

    private static byte[] fragment(boolean six, int identification, int offset, boolean more, byte[] part) {
        return six
                ? Packets.fragmentV6(identification, 6, offset, more, part)
                : Packets.fragmentV4(identification, 6, offset, more, part);
    }

    private static byte[] somePayload(int length) {
        byte[] payload = new byte[length];
        new Random(1).nextBytes(payload);
        return payload;
    }
}
