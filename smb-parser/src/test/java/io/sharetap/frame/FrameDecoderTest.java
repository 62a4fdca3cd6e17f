package io.sharetap.frame;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.Unpooled;
import io.sharetap.base.Anomaly;
import io.sharetap.base.ByteWindow;
import io.sharetap.base.Count;
import io.sharetap.base.Ledger;
import io.sharetap.base.Limits;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrameDecoderTest {
    private static final byte[] PAYLOAD = Packets.hex("fe534d42 40000100");
    private static final byte[] TCP = Packets.tcp(PAYLOAD);
    private static final byte[] V4 = Packets.ipv4(6, TCP);
    private static final byte[] V6 = Packets.ipv6(6, TCP);
    private static final String V6_CLIENT = "20010db800000000:1";

    /** Link type, frame, and the source address, VLAN and MACs that must come out. */
    static Stream<Arguments> frames() {
        return Stream.of(framesOfEthernet(), framesWithoutEthernet(), framesWithMoreHeaders())
                .flatMap(each -> each);
    }

    static Stream<Arguments> framesOfEthernet() {
        int none = Segment.NONE;
        byte[] snap = Packets.join(Packets.hex("aaaa03000000 0800"), V4);
        return Stream.of(
                Arguments.of("Ethernet", 1, Packets.ethernet(0x0800, V4), "10.0.0.1", none, true),
                Arguments.of("Ethernet, IPv6", 1, Packets.ethernet(0x86DD, V6), V6_CLIENT, none, true),
                Arguments.of("802.1Q", 1, vlan(0x8100, 7, V4), "10.0.0.1", 7, true),
                Arguments.of("802.1Q, priority only", 1, vlan(0x8100, 0xE000, V4), "10.0.0.1", none, true),
                Arguments.of(
                        "802.1ad",
                        1,
                        vlan(0x88A8, 0x2000 | 100, Packets.tag(4094, 0x0800, V4), 0x8100),
                        "10.0.0.1",
                        4094,
                        true),
                Arguments.of(
                        "QinQ of old", 1, vlan(0x9100, 5, Packets.tag(6, 0x0800, V4), 0x9200), "10.0.0.1", 6, true),
                Arguments.of("802.3 with SNAP", 1, Packets.ethernet(snap.length, snap), "10.0.0.1", none, true));
    }

    static Stream<Arguments> framesWithoutEthernet() {
        int none = Segment.NONE;
        byte[] cooked = Packets.hex("0004 0001 0006 020000000011 0000");
        byte[] cookedV2 = Packets.hex("0000 00000003 0001 04 06 020000000011 0000");
        byte[] cookedTunnel = Packets.hex("0000 fffe 0000 0000000000000000 0800");
        return Stream.of(
                Arguments.of("raw IPv4", 101, V4, "10.0.0.1", none, false),
                Arguments.of("raw IPv6", 101, V6, V6_CLIENT, none, false),
                Arguments.of("raw, BSD", 12, V4, "10.0.0.1", none, false),
                Arguments.of("raw, OpenBSD", 14, V6, V6_CLIENT, none, false),
                Arguments.of("IPv4", 228, V4, "10.0.0.1", none, false),
                Arguments.of("IPv6", 229, V6, V6_CLIENT, none, false),
                Arguments.of("null, little endian", 0, prefixed("02000000", V4), "10.0.0.1", none, false),
                Arguments.of("null, big endian", 0, prefixed("00000002", V4), "10.0.0.1", none, false),
                Arguments.of("null, IPv6 of macOS", 0, prefixed("1e000000", V6), V6_CLIENT, none, false),
                Arguments.of("null, IPv6 of FreeBSD", 0, prefixed("0000001c", V6), V6_CLIENT, none, false),
                Arguments.of("null, IPv6 of Windows", 0, prefixed("17000000", V6), V6_CLIENT, none, false),
                Arguments.of("loopback of OpenBSD", 108, prefixed("00000018", V6), V6_CLIENT, none, false),
                Arguments.of("cooked, tunnel device", 113, Packets.join(cookedTunnel, V4), "10.0.0.1", none, false),
                Arguments.of("cooked", 113, Packets.join(cooked, Packets.hex("0800"), V4), "10.0.0.1", none, null),
                Arguments.of(
                        "cooked, VLAN",
                        113,
                        Packets.join(cooked, Packets.hex("8100"), Packets.tag(9, 0x86DD, V6)),
                        V6_CLIENT,
                        9,
                        null),
                Arguments.of("cooked v2", 276, Packets.join(Packets.hex("86dd"), cookedV2, V6), V6_CLIENT, none, null),
                Arguments.of(
                        "cooked v2, VLAN",
                        276,
                        Packets.join(Packets.hex("8100"), cookedV2, Packets.tag(9, 0x0800, V4)),
                        "10.0.0.1",
                        9,
                        null));
    }

    static Stream<Arguments> framesWithMoreHeaders() {
        int none = Segment.NONE;
        return Stream.of(
                Arguments.of(
                        "IPv4 with options",
                        1,
                        Packets.ethernet(0x0800, Packets.ipv4(0x0A000001, 0x0A000002, 6, new byte[40], TCP)),
                        "10.0.0.1",
                        none,
                        true),
                Arguments.of("IPv6, hop by hop", 1, v6(0, Packets.extension(6, 8, TCP)), V6_CLIENT, none, true),
                Arguments.of(
                        "IPv6, three extensions",
                        1,
                        v6(0, Packets.extension(60, 8, Packets.extension(135, 24, Packets.extension(6, 16, TCP)))),
                        V6_CLIENT,
                        none,
                        true),
                Arguments.of("IPv6, routing", 1, v6(43, Packets.extension(6, 24, TCP)), V6_CLIENT, none, true),
                Arguments.of(
                        "IPv6, AH",
                        1,
                        v6(51, Packets.join(Packets.hex("0604"), new byte[22], TCP)),
                        V6_CLIENT,
                        none,
                        true),
                Arguments.of(
                        "TCP with options",
                        1,
                        Packets.ethernet(0x0800, Packets.ipv4(6, Packets.tcp(50_000, 445, new byte[40], PAYLOAD))),
                        "10.0.0.1",
                        none,
                        true));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("frames")
    void findsTheSegment(String name, int linkType, byte[] frame, String source, int vlanId, Boolean bothMacs) {
        Decoded decoded = new Decoded().frame(linkType, frame);
        Decoded.Seen seen = decoded.only();
        assertEquals(source, seen.source());
        assertEquals(50_000, seen.sourcePort());
        assertEquals(445, seen.destinationPort());
        assertEquals("fe534d4240000100", seen.payload());
        assertEquals(0, seen.missingTailBytes());
        assertEquals(vlanId, seen.vlanId());
        boolean sender = bothMacs == null || bothMacs;
        assertEquals(sender ? Packets.CLIENT_MAC : Segment.NONE, seen.sourceMac());
        assertEquals(bothMacs != null && bothMacs ? Packets.SERVER_MAC : Segment.NONE, seen.destinationMac());
        assertEquals(List.of(), decoded.anomalies());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("frames")
    void countsWhatTheSnapLengthCutAtEveryLength(
            String name, int linkType, byte[] frame, String source, int vlanId, Boolean bothMacs) {
        int fixedEnd = frame.length - PAYLOAD.length - (name.equals("TCP with options") ? 40 : 0);
        for (int length = 0; length < frame.length; length++) {
            Decoded decoded = new Decoded().frame(linkType, Arrays.copyOf(frame, length), frame.length, 0);
            String when = name + " cut to " + length;
            if (length < fixedEnd) {
                assertEquals(List.of(), decoded.segments, when);
                assertTrue(
                        decoded.ledger.of(Anomaly.FRAME_TRUNCATED) + decoded.ledger.of(Count.OTHER_TRAFFIC) == 1, when);
            } else {
                Decoded.Seen seen = decoded.only();
                assertEquals(PAYLOAD.length, seen.payload().length() / 2 + seen.missingTailBytes(), when);
                assertEquals(
                        Math.max(0, length - (frame.length - PAYLOAD.length)),
                        seen.payload().length() / 2,
                        when);
            }
        }
    }

    @Test
    void carriesEveryFieldOfTheHeader() {
        Ledger ledger = new Ledger();
        Segment copy = new Segment();
        FrameDecoder decoder = new FrameDecoder(Limits.defaults(), ledger, new int[0], copy::copyFrom);
        byte[] frame = Packets.ethernet(0x0800, V4);
        ByteWindow window = new ByteWindow().wrap(Unpooled.wrappedBuffer(frame), 0, frame.length);
        decoder.onFrame(1, window, frame.length, 1_700_000_000_123_456_789L, 42);
        assertEquals(1_700_000_000_123_456_789L, copy.epochNanos);
        assertEquals(42, copy.frameNumber);
        assertEquals(0x01020304, copy.sequence);
        assertEquals(0xFFFFFFF0, copy.acknowledgment);
        assertEquals(0x18, copy.flags);
        assertEquals(0, copy.sourceHigh);
        assertEquals(0xFFFF0A000001L, copy.sourceLow);
        assertEquals(0xFFFF0A000002L, copy.destinationLow);
        assertEquals(1, ledger.of(Count.FRAMES));
        assertEquals(frame.length, ledger.of(Count.FRAME_BYTES));
        assertEquals(1, ledger.of(Count.SEGMENTS));
    }

    @Test
    void doesNotTakePaddingForPayload() {
        byte[] frame = Packets.join(Packets.ethernet(0x0800, Packets.ipv4(6, Packets.tcp(new byte[0]))), new byte[6]);
        assertEquals("", new Decoded().frame(1, frame).only().payload());
        byte[] six = Packets.join(Packets.ethernet(0x86DD, V6), new byte[] {9, 9, 9});
        assertEquals("fe534d4240000100", new Decoded().frame(1, six).only().payload());
    }

    @Test
    void takesTheFramesRestWhereOffloadLeftTheLengthUnset() {
        byte[] four = Packets.ethernet(0x0800, V4);
        four[16] = 0;
        four[17] = 0;
        assertEquals("fe534d4240000100", new Decoded().frame(1, four).only().payload());
        assertEquals(
                100, new Decoded().frame(1, four, four.length + 100, 0).only().missingTailBytes());
        byte[] six = Packets.ethernet(0x86DD, V6);
        six[18] = 0;
        six[19] = 0;
        assertEquals("fe534d4240000100", new Decoded().frame(1, six).only().payload());
    }

    @Test
    void readsSegmentsOfSixtyFourKilobytes() {
        byte[] frame = Packets.ethernet(0x0800, Packets.ipv4(6, Packets.tcp(new byte[65_495])));
        assertEquals(65_495 * 2, new Decoded().frame(1, frame).only().payload().length());
    }

    @Test
    void believesAnIpLengthBeyondTheFrameAndCountsIt() {
        byte[] frame = Packets.ethernet(0x0800, V4);
        frame[17] += 50;
        Decoded decoded = new Decoded().frame(1, frame);
        assertEquals(50, decoded.only().missingTailBytes());
        assertEquals(List.of("ip_length_beyond_frame=1"), decoded.anomalies());
    }

    @Test
    void takesNoMoreMissingBytesThanALinkCarries() {
        byte[] frame = Packets.ethernet(0x0800, V4);
        frame[16] = 0;
        frame[17] = 0;
        int missing = new Decoded().frame(1, frame, Integer.MAX_VALUE, 0).only().missingTailBytes();
        assertEquals(262_144 - frame.length, missing);
        assertEquals(0, new Decoded().frame(1, frame, 3, 0).only().missingTailBytes());
    }

    @ParameterizedTest
    @ValueSource(ints = {139, 445, 4455})
    void looksAtThePortsOfSmbOnly(int port) {
        for (int side = 0; side < 2; side++) {
            byte[] tcp = side == 0
                    ? Packets.tcp(port, 50_000, new byte[0], PAYLOAD)
                    : Packets.tcp(50_000, port, new byte[0], PAYLOAD);
            assertEquals(
                    1,
                    new Decoded(4455)
                            .frame(1, Packets.ethernet(0x0800, Packets.ipv4(6, tcp)))
                            .segments
                            .size());
        }
        byte[] other = Packets.tcp(80, 50_000, new byte[0], PAYLOAD);
        Decoded decoded = new Decoded(4455).frame(1, Packets.ethernet(0x0800, Packets.ipv4(6, other)));
        assertEquals(List.of(), decoded.segments);
        assertEquals(1, decoded.ledger.of(Count.OTHER_TRAFFIC));
        assertEquals(List.of(), decoded.anomalies());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 65_536})
    void refusesPortsThatAreNone(int port) {
        assertThrows(IllegalArgumentException.class, () -> new Decoded(port));
    }

    @Test
    void passesOverOtherProtocolsInSilence() {
        Decoded decoded = new Decoded()
                .frame(1, Packets.ethernet(0x0806, new byte[28])) // ARP
                .frame(1, Packets.ethernet(0x0026, new byte[38])) // spanning tree
                .frame(1, Packets.ethernet(0x0800, Packets.ipv4(1, new byte[8])))
                .frame(1, Packets.ethernet(0x86DD, Packets.ipv6(59, new byte[0])))
                .frame(0, prefixed("07000000", V4));
        assertEquals(5, decoded.ledger.of(Count.OTHER_TRAFFIC));
        assertEquals(List.of(), decoded.anomalies());
    }

    @Test
    void notesLinkTypesThatItDoesNotKnow() {
        assertEquals(
                List.of("link_layer_unknown=1"), new Decoded().frame(147, V4).anomalies());
    }

    @Test
    void notesHeadersThatContradictThemselves() {
        assertEquals("ip_header_invalid=1", afterChange(14, 0x44)); // header length 16
        assertEquals("ip_header_invalid=1", afterChange(14, 0x55)); // version 5
        assertEquals("ip_header_invalid=1", afterChange(17, 19)); // total length below the header's
        assertEquals("tcp_header_invalid=1", afterChange(46, 0x40)); // data offset 4
        assertEquals("tcp_header_invalid=1", afterChange(46, 0xF0)); // data offset beyond the datagram
        byte[] six = Packets.ethernet(0x86DD, V6);
        six[14] = 0x45;
        assertEquals(List.of("ip_header_invalid=1"), new Decoded().frame(1, six).anomalies());
    }

    private static String afterChange(int at, int value) {
        byte[] frame = Packets.ethernet(0x0800, V4);
        frame[at] = (byte) value;
        Decoded decoded = new Decoded().frame(1, frame);
        assertEquals(List.of(), decoded.segments);
        return decoded.anomalies().get(0);
    }

    @Test
    void followsEightTagsAndNotesANinth() {
        byte[] body = V4;
        int type = 0x0800;
        for (int tags = 1; tags <= 9; tags++) {
            body = Packets.tag(tags, type, body);
            type = 0x8100;
            Decoded decoded = new Decoded().frame(1, Packets.ethernet(0x8100, body));
            assertEquals(tags == 9 ? 0 : 1, decoded.segments.size());
            assertEquals(tags == 9 ? List.of("vlan_tags_limit=1") : List.of(), decoded.anomalies());
        }
    }

    @Test
    void followsSixteenExtensionHeadersAndNotesOneMore() {
        byte[] body = TCP;
        int type = 6;
        for (int headers = 1; headers <= 17; headers++) {
            body = Packets.extension(type, 8, body);
            type = 60;
            Decoded decoded = new Decoded().frame(1, v6(60, body));
            assertEquals(headers == 17 ? 0 : 1, decoded.segments.size());
            assertEquals(headers == 17 ? List.of("ipv6_extensions_limit=1") : List.of(), decoded.anomalies());
        }
    }

    private static byte[] vlan(int tagType, int tagControlInformation, byte[] ip) {
        return vlan(tagType, tagControlInformation, ip, 0x0800);
    }

    private static byte[] vlan(int tagType, int tagControlInformation, byte[] body, int type) {
        return Packets.ethernet(tagType, Packets.tag(tagControlInformation, type, body));
    }

    private static byte[] v6(int nextHeader, byte[] body) {
        return Packets.ethernet(0x86DD, Packets.ipv6(nextHeader, body));
    }

    private static byte[] prefixed(String digits, byte[] body) {
        return Packets.join(Packets.hex(digits), body);
    }
}
