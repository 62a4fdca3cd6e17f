package io.sharetap.frame;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.sharetap.base.Count;
import io.sharetap.tcp.LimitsWith;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which connections of DCE/RPC are followed. */
class CallPortsTest {
    private static final int RAW = Decoded.RAW;
    private static final int CLIENT = 0x0A00_0001;
    private static final int SERVER = 0x0A00_0002;
    private static final int OTHER = 0x0A00_0003;

    /** ept_map's answer for svcctl, from psexec-smb2.pcap; the port is at its place to be set. */
    private static final String MAPPED =
            "05000203100000009800000002000000800000000000000000000000000000000000000000000000"
                    + "0000000001000000040000000000000001000000030000004b0000004b000000050013000d81bb7a"
                    + "364498f135ad3298f03800100302000200000013000d045d888aeb1cc9119fe808002b1048600200"
                    + "0200000001000b020000000100070200%04x01000904000a0000020000000000";

    private final Decoded decoded = new Decoded();

    private static byte[] segment(int from, int fromPort, int to, int toPort, byte[] payload) {
        return Packets.ipv4(from, to, 6, new byte[0], Packets.tcp(fromPort, toPort, new byte[0], payload));
    }

    private static byte[] mapped(int port, String uuid) {
        return Packets.hex(String.format(MAPPED, port).replace("81bb7a364498f135ad3298f038001003", uuid));
    }

    private static byte[] mapped(int port) {
        return mapped(port, "81bb7a364498f135ad3298f038001003");
    }

    private int seen(int server, int port) {
        int before = decoded.segments.size();
        decoded.frame(RAW, segment(CLIENT, 50_000, server, port, new byte[] {5}));
        return decoded.segments.size() - before;
    }

    @Test
    void theEndpointMapperIsAlwaysFollowed() {
        assertEquals(1, seen(SERVER, 135));
        assertEquals(1, decoded.ledger.of(Count.CALL_SEGMENTS));
        assertEquals(0, decoded.ledger.of(Count.SEGMENTS));
    }

    @Test
    void thePortOfAnInterfaceThatRunsThingsIsFollowedOnItsServer() {
        assertEquals(0, seen(SERVER, 49_670));
        decoded.frame(RAW, segment(SERVER, 135, CLIENT, 50_001, mapped(49_670)));
        assertEquals(1, seen(SERVER, 49_670));
        assertEquals(0, seen(OTHER, 49_670));
        assertEquals(0, seen(SERVER, 49_671));
    }

    @Test
    void thatOfAnotherInterfaceIsNot() {
        decoded.frame(RAW, segment(SERVER, 135, CLIENT, 50_001, mapped(49_670, "785734123412cdabef000123456789ab")));
        assertEquals(0, seen(SERVER, 49_670));
    }

    @Test
    void whatAClientSaysIsNotLearnt() {
        decoded.frame(RAW, segment(CLIENT, 50_001, SERVER, 135, mapped(49_670)));
        assertEquals(0, seen(SERVER, 49_670));
        assertEquals(0, seen(CLIENT, 49_670));
    }

    @Test
    void thePortInAnActivationsBindingIsFollowed() {
        byte[] binding = "10.0.0.2[49672]".getBytes(StandardCharsets.UTF_16LE);
        decoded.frame(RAW, segment(SERVER, 135, CLIENT, 50_001, binding));
        assertEquals(1, seen(SERVER, 49_672));
        for (String none : List.of("[]", "[12", "[123456]", "[12x4]", "[80]", "[", "[49673")) {
            byte[] bytes = none.getBytes(StandardCharsets.UTF_16LE);
            decoded.frame(RAW, segment(SERVER, 135, CLIENT, 50_001, bytes));
        }
        assertEquals(0, seen(SERVER, 49_673));
        assertEquals(1, seen(SERVER, 135));
    }

    @Test
    void theSamePortOfAnotherServerIsNoOtherPort() {
        decoded.frame(RAW, segment(SERVER, 135, CLIENT, 50_001, mapped(49_670)));
        int[] learnt = decoded.callPorts();
        decoded.frame(RAW, segment(OTHER, 135, CLIENT, 50_001, mapped(49_670)));
        assertSame(learnt, decoded.callPorts());
        assertEquals(1, seen(OTHER, 49_670));
    }

    @Test
    void endpointsAreBoundedTheOldestGoesFirst() {
        Decoded small = new Decoded(LimitsWith.changed(Map.of("rpcEndpointsMax", 2)));
        for (int port = 49_670; port < 49_673; port++) {
            small.frame(RAW, segment(SERVER, 135, CLIENT, 50_001, mapped(port)));
            small.frame(RAW, segment(SERVER, 135, CLIENT, 50_001, mapped(port)));
        }
        assertEquals(List.of("rpc_endpoints_full=1"), small.anomalies());
        assertArrayEquals(new int[] {49_671, 49_672}, small.callPorts());
    }
}
