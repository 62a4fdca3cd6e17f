package io.sharetap.frame;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sharetap.base.Count;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The hosts of tunnels are 10.0.0.1 and 2001:db8::1, the hosts of the segment 192.168.1.1 and 2001:db8::a. */
class TunnelsTest {
    private static final byte[] PAYLOAD = Packets.hex("fe534d4240000100");
    private static final byte[] TCP = Packets.tcp(PAYLOAD);
    private static final byte[] V4 = Packets.ipv4(0xC0A80101, 0xC0A80102, 6, new byte[0], TCP);
    private static final byte[] V6 = Packets.ipv6(0xA, 0xB, 6, TCP);
    private static final long MAC = 0x0A_00_00_00_00_33L;
    private static final byte[] INNER = Packets.ethernet(MAC + 1, MAC, 0x0800, V4);
    private static final byte[] INNER_VLAN = Packets.ethernet(MAC + 1, MAC, 0x8100, Packets.tag(77, 0x86DD, V6));
    private static final byte[] INNER_OF_OLD_VENDOR = Packets.ethernet(0x00_50_56_00_00_01L, MAC, 0x0800, V4);
    private static final byte[] INNER_LIKE_IPV4 = Packets.ethernet(0x45_FF_FF_FF_00_01L, MAC, 0x0800, V4);

    private static final String FOUR = "192.168.1.1";
    private static final String SIX = "20010db800000000:a";
    private static final long NO_MAC = Segment.NONE;
    private static final int NO_VLAN = Segment.NONE;

    static Stream<Arguments> tags() {
        byte[] vnTag = Packets.join(Packets.hex("8001 4002 0800"), V4);
        byte[] eTag = Packets.join(Packets.hex("e001 0002 0000 8100"), Packets.tag(7, 0x0800, V4));
        byte[] metaData = Packets.join(Packets.hex("0101 0001 0064 0800"), V4);
        byte[] backbone = Packets.join(Packets.hex("00000064"), INNER_VLAN);
        return Stream.of(
                Arguments.of("VN-Tag", Packets.ethernet(0x8926, vnTag), FOUR, NO_VLAN, Packets.CLIENT_MAC),
                Arguments.of("E-Tag and VLAN", Packets.ethernet(0x893F, eTag), FOUR, 7, Packets.CLIENT_MAC),
                Arguments.of("TrustSec in VLAN", vlan(9, 0x8909, metaData), FOUR, 9, Packets.CLIENT_MAC),
                Arguments.of("802.1ah", vlan(9, 0x88E7, backbone), SIX, 77, MAC));
    }

    /** Name, frame, inner source address, VLAN, source MAC. */
    static Stream<Arguments> labels() {
        return Stream.of(
                Arguments.of("MPLS", mpls(V4, 1), FOUR, NO_VLAN, Packets.CLIENT_MAC),
                Arguments.of("MPLS, three labels", mpls(V6, 3), SIX, NO_VLAN, Packets.CLIENT_MAC),
                Arguments.of("MPLS, control word", mpls(control(INNER), 2), FOUR, NO_VLAN, MAC),
                Arguments.of("MPLS, control word, VLAN", mpls(control(INNER_VLAN), 2), SIX, 77, MAC),
                Arguments.of("MPLS, Ethernet", mpls(INNER, 1), FOUR, NO_VLAN, MAC),
                Arguments.of("MPLS, Ethernet, MAC 00", mpls(INNER_OF_OLD_VENDOR, 1), FOUR, NO_VLAN, MAC),
                Arguments.of("MPLS, Ethernet, MAC 45", mpls(INNER_LIKE_IPV4, 1), FOUR, NO_VLAN, MAC),
                Arguments.of("MPLS in IP", outer4(137, labels(V4, 1)), FOUR, NO_VLAN, NO_MAC),
                Arguments.of("MPLS in VLAN", vlan(5, 0x8847, labels(V4, 1)), FOUR, 5, Packets.CLIENT_MAC),
                Arguments.of("PPPoE", pppoe("0021", V4), FOUR, NO_VLAN, Packets.CLIENT_MAC),
                Arguments.of("PPPoE, IPv6", pppoe("0057", V6), SIX, NO_VLAN, Packets.CLIENT_MAC),
                Arguments.of("PPPoE, short protocol", pppoe("21", V4), FOUR, NO_VLAN, Packets.CLIENT_MAC),
                Arguments.of(
                        "PPPoE, padded",
                        Packets.join(pppoe("0021", V4), new byte[9]),
                        FOUR,
                        NO_VLAN,
                        Packets.CLIENT_MAC));
    }

    static Stream<Arguments> gre() {
        return Stream.of(
                Arguments.of("GRE", outer4(47, with("0000 0800", V4)), FOUR, NO_VLAN, NO_MAC),
                Arguments.of("GRE over IPv6", outer6(47, with("0000 86dd", V6)), SIX, NO_VLAN, NO_MAC),
                Arguments.of(
                        "GRE in VLAN", vlan(5, 0x0800, Packets.ipv4(47, with("0000 0800", V4))), FOUR, NO_VLAN, NO_MAC),
                Arguments.of("GRE, key", outer4(47, with("2000 0800 11111111", V4)), FOUR, NO_VLAN, NO_MAC),
                Arguments.of(
                        "GRE, all",
                        outer4(47, with("b000 0800 11110000 22222222 33333333", V4)),
                        FOUR,
                        NO_VLAN,
                        NO_MAC),
                Arguments.of("GRE, MPLS", outer4(47, with("0000 8847", labels(V4, 1))), FOUR, NO_VLAN, NO_MAC),
                Arguments.of("GRE, Ethernet", outer4(47, with("1000 6558 00000007", INNER)), FOUR, NO_VLAN, MAC),
                Arguments.of("GRE, Ethernet, VLAN", outer4(47, with("0000 6558", INNER_VLAN)), SIX, 77, MAC),
                Arguments.of("ERSPAN I", outer4(47, with("0000 88be", INNER)), FOUR, NO_VLAN, MAC),
                Arguments.of(
                        "ERSPAN II", outer4(47, with("1000 88be 00000001 1064 0001 00000000", INNER)), FOUR, 100, MAC),
                Arguments.of(
                        "ERSPAN II, tag",
                        outer4(47, with("1000 88be 00000001 1064 1801 00000000", INNER_VLAN)),
                        SIX,
                        77,
                        MAC),
                Arguments.of(
                        "ERSPAN III",
                        outer4(47, with("1000 22eb 00000001 2064 0001 00000000 0000 8000", INNER)),
                        FOUR,
                        100,
                        MAC),
                Arguments.of(
                        "ERSPAN III, platform",
                        outer4(47, with("1000 22eb 00000001 2000 0001 00000000 0000 8001 0102030405060708", INNER)),
                        FOUR,
                        NO_VLAN,
                        MAC),
                Arguments.of(
                        "ERSPAN III, IP",
                        outer4(47, with("1000 22eb 00000001 2000 0001 00000000 0000 0800", V6)),
                        SIX,
                        NO_VLAN,
                        NO_MAC));
    }

    static Stream<Arguments> udp() {
        byte[] vxlan = with("0800 0000 00000500", INNER);
        return Stream.of(
                Arguments.of("VXLAN", outer4(17, Packets.udp(4789, vxlan)), FOUR, NO_VLAN, MAC),
                Arguments.of("VXLAN, old port", outer4(17, Packets.udp(8472, vxlan)), FOUR, NO_VLAN, MAC),
                Arguments.of(
                        "VXLAN, policy",
                        outer6(17, Packets.udp(4789, with("8800 0001 00000500", INNER_VLAN))),
                        SIX,
                        77,
                        MAC),
                Arguments.of(
                        "GENEVE", outer4(17, Packets.udp(6081, with("0000 6558 00000500", INNER))), FOUR, NO_VLAN, MAC),
                Arguments.of(
                        "GENEVE, options",
                        outer4(
                                17,
                                Packets.udp(
                                        6081, with("0440 6558 00000500 0102 80 03 aaaaaaaa bbbbbbbb cccccccc", INNER))),
                        FOUR,
                        NO_VLAN,
                        MAC),
                Arguments.of(
                        "GENEVE, IP",
                        outer4(17, Packets.udp(6081, with("0000 86dd 00000500", V6))),
                        SIX,
                        NO_VLAN,
                        NO_MAC));
    }

    static Stream<Arguments> ipInIp() {
        byte[] vxlan = with("0800 0000 00000500", INNER);
        return Stream.of(
                Arguments.of("IP in IP", outer4(4, V4), FOUR, NO_VLAN, NO_MAC),
                Arguments.of("6in4", outer4(41, V6), SIX, NO_VLAN, NO_MAC),
                Arguments.of("4in6", outer6(4, V4), FOUR, NO_VLAN, NO_MAC),
                Arguments.of("6in6", outer6(41, V6), SIX, NO_VLAN, NO_MAC),
                Arguments.of("4in6 behind an option", outer6(60, Packets.extension(4, 8, V4)), FOUR, NO_VLAN, NO_MAC),
                Arguments.of("Teredo", outer4(17, Packets.udp(3544, V6)), SIX, NO_VLAN, NO_MAC),
                Arguments.of(
                        "Teredo, origin",
                        outer4(17, Packets.udp(3544, with("0000 1234 f5fffffe", V6))),
                        SIX,
                        NO_VLAN,
                        NO_MAC),
                Arguments.of(
                        "Teredo, authentication and origin",
                        outer4(
                                17,
                                Packets.udp(
                                        3544,
                                        with("0001 02 03 aaaa bbbbbb 0102030405060708 00 0000 1234 f5fffffe", V6))),
                        SIX,
                        NO_VLAN,
                        NO_MAC),
                Arguments.of(
                        "IPv4 with AH",
                        outer4(51, Packets.join(Packets.hex("0404"), new byte[22], V4)),
                        FOUR,
                        NO_VLAN,
                        NO_MAC),
                Arguments.of(
                        "VXLAN in GRE in QinQ",
                        Packets.ethernet(
                                0x88A8,
                                Packets.tag(
                                        1,
                                        0x8100,
                                        Packets.tag(
                                                2,
                                                0x0800,
                                                Packets.ipv4(
                                                        47,
                                                        with(
                                                                "0000 86dd",
                                                                Packets.ipv6(17, Packets.udp(4789, vxlan))))))),
                        FOUR,
                        NO_VLAN,
                        MAC));
    }

    static Stream<Arguments> all() {
        return Stream.of(tags(), labels(), gre(), udp(), ipInIp()).flatMap(each -> each);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("all")
    void findsTheInnermostSegmentOnce(String name, byte[] frame, String source, int vlanId, long sourceMac) {
        Decoded decoded = new Decoded().frame(Decoded.ETHERNET, frame);
        Decoded.Seen seen = decoded.only();
        assertEquals(source, seen.source());
        assertEquals("fe534d4240000100", seen.payload());
        assertEquals(0, seen.missingTailBytes());
        assertEquals(vlanId, seen.vlanId());
        assertEquals(sourceMac, seen.sourceMac());
        assertEquals(List.of(), decoded.anomalies());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("all")
    void passesOverItsCutsAtEveryLength(String name, byte[] frame, String source, int vlanId, long sourceMac) {
        int payloadAt = frame.length - PAYLOAD.length - (name.contains("padded") ? 9 : 0);
        for (int length = 0; length < frame.length; length++) {
            Decoded decoded = new Decoded().frame(Decoded.ETHERNET, Arrays.copyOf(frame, length), frame.length, 0);
            String when = name + " cut to " + length + ": " + decoded.anomalies();
            if (length < payloadAt) {
                assertEquals(List.of(), decoded.segments, when);
            } else {
                assertEquals(source, decoded.only().source(), when);
                assertEquals(Math.max(0, payloadAt + 8 - length), decoded.only().missingTailBytes(), when);
            }
        }
    }

    @Test
    void believesTheInnerLengthWhereAMirrorCutTheFrame() {
        byte[] cut = Arrays.copyOf(INNER, INNER.length - 5);
        byte[] frame = outer4(47, with("1000 88be 00000001 1000 0401 00000000", cut));
        Decoded decoded = new Decoded().frame(Decoded.ETHERNET, frame);
        assertEquals("fe534d", decoded.only().payload());
        assertEquals(5, decoded.only().missingTailBytes());
        assertEquals(List.of("ip_length_beyond_frame=1"), decoded.anomalies());
    }

    @Test
    void followsEightTunnelsAndNotesANinth() {
        byte[] packet = V4;
        for (int tunnels = 1; tunnels <= 9; tunnels++) {
            packet = Packets.ipv4(4, packet);
            Decoded decoded = new Decoded().frame(Decoded.RAW, packet);
            assertEquals(tunnels == 9 ? List.of("tunnel_depth_limit=1") : List.of(), decoded.anomalies());
            assertEquals(tunnels == 9 ? 0 : 1, decoded.segments.size());
            assertEquals(Math.min(8, tunnels), decoded.ledger.of(Count.TUNNELS));
        }
    }

    @Test
    void refusesEveryKindOfTunnelBeyondTheLimit() {
        assertRefusedInEightTunnels(4, V4);
        assertRefusedInEightTunnels(41, V6);
        assertRefusedInEightTunnels(47, with("0000 0800", V4));
        assertRefusedInEightTunnels(137, labels(control(INNER), 1));
        assertRefusedInEightTunnels(17, Packets.udp(4789, with("0800 0000 00000500", INNER)));
        assertRefusedInEightTunnels(17, Packets.udp(6081, with("0000 6558 00000500", INNER)));
        assertRefusedInEightTunnels(17, Packets.udp(3544, V6));
    }

    private static void assertRefusedInEightTunnels(int protocol, byte[] body) {
        byte[] packet = Packets.ipv4(protocol, body);
        for (int tunnels = 0; tunnels < 8; tunnels++) {
            packet = Packets.ipv4(4, packet);
        }
        Decoded decoded = new Decoded().frame(Decoded.RAW, packet);
        assertEquals(List.of("tunnel_depth_limit=1"), decoded.anomalies());
        assertEquals(List.of(), decoded.segments);
    }

    @Test
    void followsSixteenLabelsAndNotesOneMore() {
        assertEquals(
                1, new Decoded().frame(Decoded.ETHERNET, mpls(V4, 16)).segments.size());
        Decoded decoded = new Decoded().frame(Decoded.ETHERNET, mpls(V4, 17));
        assertEquals(List.of(), decoded.segments);
        assertEquals(List.of("mpls_labels_limit=1"), decoded.anomalies());
    }

    @Test
    void refusesSourceRoutesOfGre() {
        Decoded decoded = new Decoded().frame(Decoded.ETHERNET, outer4(47, with("4000 0800 00000000 00000000", V4)));
        assertEquals(List.of(), decoded.segments);
        assertEquals(List.of("gre_routing_refused=1"), decoded.anomalies());
    }

    @Test
    void notesTunnelHeadersThatContradictThemselves() {
        for (byte[] frame : List.of(
                outer4(17, Packets.udp(4789, with("0000 0000 00000500", INNER))), // no VNI
                outer4(17, Packets.udp(6081, with("4000 6558 00000500", INNER))), // version 1
                outer4(47, with("1000 88be 00000001 3000 0001 00000000", INNER)), // ERSPAN version 3
                Packets.ethernet(0x8864, with("2100 0001 0014 0021", V4)), // PPPoE version 2
                Packets.ethernet(0x8864, with("1109 0001 0014 0021", V4)))) { // a discovery code
            Decoded decoded = new Decoded().frame(Decoded.ETHERNET, frame);
            assertEquals(List.of(), decoded.segments);
            assertEquals(List.of("tunnel_header_invalid=1"), decoded.anomalies());
        }
    }

    @Test
    void passesOverInSilenceWhatOnlyLooksLikeATunnel() {
        Decoded decoded = new Decoded();
        for (byte[] frame : List.of(
                outer4(17, Packets.udp(3544, "a game's own protocol, not Teredo at all".getBytes())),
                outer4(17, Packets.udp(53, V6)),
                outer4(47, with("2001 880b 00000000", V4)), // PPTP
                Packets.ethernet(0x8864, with("1100 0001 0014 c021", V4)), // link control
                mpls(Packets.hex("1000 0000 0000 0000 0000 0000 0000 0000"), 1))) {
            decoded.frame(Decoded.ETHERNET, frame);
        }
        assertEquals(List.of(), decoded.segments);
        assertEquals(List.of(), decoded.anomalies());
        assertEquals(5, decoded.ledger.of(Count.OTHER_TRAFFIC));
    }

    @Test
    void attributesASourceRoutedPacketToItsLastAddress() {
        byte[] last = Packets.hex("20010db8000000000000000000000099");
        byte[] next = Packets.hex("20010db8000000000000000000000055");
        byte[] type0 = Packets.join(Packets.hex("06 04 00 01 00000000"), next, last, TCP);
        byte[] segments = Packets.join(Packets.hex("06 04 04 01 01000000"), last, next, TCP);
        byte[] arrived = Packets.join(Packets.hex("06 04 00 00 00000000"), next, last, TCP);
        assertEquals("20010db800000000:99", destinationOf(type0));
        assertEquals("20010db800000000:99", destinationOf(segments));
        assertEquals("20010db800000000:2", destinationOf(arrived));
    }

    private static String destinationOf(byte[] routed) {
        Decoded decoded = new Decoded().frame(Decoded.RAW, Packets.ipv6(43, routed));
        assertTrue(decoded.anomalies().isEmpty());
        return decoded.only().destination();
    }

    private static byte[] with(String header, byte[] body) {
        return Packets.join(Packets.hex(header), body);
    }

    private static byte[] outer4(int protocol, byte[] body) {
        return Packets.ethernet(0x0800, Packets.ipv4(protocol, body));
    }

    private static byte[] outer6(int protocol, byte[] body) {
        return Packets.ethernet(0x86DD, Packets.ipv6(protocol, body));
    }

    private static byte[] vlan(int id, int type, byte[] body) {
        return Packets.ethernet(0x8100, Packets.tag(id, type, body));
    }

    private static byte[] mpls(byte[] body, int count) {
        return Packets.ethernet(0x8847, labels(body, count));
    }

    private static byte[] labels(byte[] body, int count) {
        byte[] stack = with("00010140", body);
        for (int i = 1; i < count; i++) {
            stack = with("00020040", stack);
        }
        return stack;
    }

    private static byte[] control(byte[] body) {
        return with("00000000", body);
    }

    private static byte[] pppoe(String protocol, byte[] body) {
        int length = protocol.length() / 2 + body.length;
        return Packets.ethernet(0x8864, with("1100 0001" + String.format("%04x", length) + protocol, body));
    }
}
