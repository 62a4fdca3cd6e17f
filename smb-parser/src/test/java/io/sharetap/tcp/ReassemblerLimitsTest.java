package io.sharetap.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sharetap.base.Anomaly;
import io.sharetap.base.Ledger;
import io.sharetap.base.Limits;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReassemblerLimitsTest {
    private static final Limits DEFAULTS = Limits.defaults();

    private final Ledger ledger = new Ledger();
    private final RecordedStreams streams = new RecordedStreams();

    @Test
    void givesUpAHoleWhenTooManyBytesWaitBehindIt() {
        Wire wire = new Wire(new Reassembler(reorder(10, 1 << 20, 100), ledger, streams)).handshake();
        wire.client(2, "cdef").client(6, "ghijkl");
        assertEquals("", streams.only().client());
        wire.client(12, "m");
        assertEquals("c:<2> c:cdef c:ghijkl c:m ", streams.only().calls.toString());
        assertEquals(1, ledger.of(Anomaly.TCP_REORDER_LIMIT_REACHED));
    }

    @Test
    void givesUpAHoleWhenTooManySegmentsWaitBehindIt() {
        Wire wire = new Wire(new Reassembler(reorder(1 << 20, 1 << 20, 2), ledger, streams)).handshake();
        wire.client(2, "c").client(4, "e");
        assertEquals("", streams.only().client());
        wire.client(6, "g");
        assertEquals("c:<2> c:c ", streams.only().calls.toString());
        assertEquals(1, ledger.of(Anomaly.TCP_REORDER_LIMIT_REACHED));
    }

    @Test
    void givesUpTheOldestHoleWhenMemoryIsFull() {
        Reassembler reassembler = new Reassembler(reorder(1 << 20, 2 * HoldPool.CHUNK_BYTES, 100), ledger, streams);
        Wire oldest = wire(reassembler, 1);
        Wire younger = wire(reassembler, 2);
        oldest.handshake().client(2, "c");
        younger.handshake().client(2, "c");
        younger.client(4, "e");
        assertEquals("c:<2> c:c ", streams.connections.get(0).calls.toString());
        assertEquals("", streams.connections.get(1).client());
        assertEquals(1, ledger.of(Anomaly.TCP_REORDER_MEMORY_FULL));
    }

    @Test
    void losesNothingButOrderWhenThereIsNoMemoryAtAll() {
        Reassembler reassembler = new Reassembler(reorder(1 << 20, 0, 100), ledger, streams);
        Wire wire = wire(reassembler, 1).handshake();
        wire.client(2, "c").client(3, "d");
        reassembler.onEndOfInput();
        assertEquals("c:<2> c:c c:d ", streams.only().calls.toString());
    }

    @Test
    void picksUpWithoutMemoryWhereTheFirstSegmentIs() {
        Reassembler reassembler = new Reassembler(reorder(1 << 20, 0, 100), ledger, streams);
        wire(reassembler, 1).client(2, "c").client(3, "d");
        assertEquals("c:c c:d ", streams.only().calls.toString());
    }

    @Test
    void takesASegmentAsLateWhoseConnectionEndedToMakeRoomForIt() {
        Reassembler reassembler = new Reassembler(reorder(1 << 20, 3 * HoldPool.CHUNK_BYTES, 100), ledger, streams);
        Wire wire = wire(reassembler, 1).client(2, "c").clientFin(3).serverFin(0);
        assertEquals(0, streams.connections.size());
        wire.client(3, "d");
        assertEquals("c:c ", streams.connections.get(0).calls.toString());
        assertEquals(EndReason.FINISHED, streams.connections.get(0).end);
        assertEquals("c:d ", streams.connections.get(1).calls.toString());
        assertEquals(0, reassembler.heldBytes());
    }

    @Test
    void makesRoomWithoutGoingFromOneConnectionIntoTheNext() {
        Reassembler reassembler = new Reassembler(connections(65_536), ledger, streams);
        Wire wire = wire(reassembler, 1);
        for (int i = 0; i < DEFAULTS.reorderBytesMax() / HoldPool.CHUNK_BYTES / 2; i++) {
            wire.clientAddress++;
            wire.client(3, "d").client(1, "b");
        }
        assertEquals(DEFAULTS.reorderBytesMax(), reassembler.heldBytes());
        wire.clientAddress++;
        wire.client(3, "d");
        assertEquals("c:<2> c:d ", streams.connections.get(0).calls.toString());
        reassembler.onEndOfInput();
        assertEquals(0, reassembler.heldBytes());
    }

    @Test
    void evictsConnectionsHeardFromOneSideBeforeOthers() {
        Reassembler reassembler = new Reassembler(connections(2), ledger, streams);
        wire(reassembler, 1).handshake().client(0, "a").server(0, "b").client(1, "c");
        wire(reassembler, 2).handshake().client(0, "a");
        wire(reassembler, 3).handshake().client(0, "a");
        assertNull(streams.connections.get(0).end);
        assertEquals(EndReason.EVICTED, streams.connections.get(1).end);
        assertEquals(1, ledger.of(Anomaly.TCP_CONNECTION_EVICTED));
        assertEquals(2, reassembler.connections());
    }

    @Test
    void forgetsEndedConnectionsFirst() {
        Reassembler reassembler = new Reassembler(connections(2), ledger, streams);
        wire(reassembler, 1).handshake().client(0, "a");
        wire(reassembler, 2).handshake().client(0, "a").clientFin(1).serverFin(0);
        wire(reassembler, 3).handshake().client(0, "a");
        assertNull(streams.connections.get(0).end);
        assertEquals(0, ledger.of(Anomaly.TCP_CONNECTION_EVICTED));
    }

    @Test
    void staysInItsBoundsInAFloodOfHalfOpenConnections() {
        Reassembler reassembler = new Reassembler(connections(100), ledger, streams);
        Wire good = wire(reassembler, 1).handshake().client(0, "ask").server(0, "answer");
        Wire flood = new Wire(reassembler);
        for (int i = 0; i < 200_000; i++) {
            flood.clientAddress = 0xFFFF_0B00_0000L + i / 50_000;
            flood.clientPort = 10_000 + i % 50_000;
            flood.syn();
            flood.synAck();
        }
        good.client(3, "more");
        assertEquals(1, reassembler.connections());
        assertEquals("askmore", streams.only().client());
        assertTrue(ledger.of(Anomaly.TCP_HALF_OPEN_FORGOTTEN) > 0);
    }

    @Test
    void staysInItsBoundsInAFloodOfConnectionsWithoutHandshake() {
        Reassembler reassembler = new Reassembler(connections(100), ledger, streams);
        Wire good = wire(reassembler, 1)
                .handshake()
                .client(0, "ask")
                .server(0, "answer")
                .client(3, "more");
        Wire flood = new Wire(reassembler);
        for (int i = 0; i < 20_000; i++) {
            flood.clientPort = 2_000 + i;
            flood.client(0, "x");
        }
        good.client(7, "yet");
        assertEquals("askmoreyet", streams.connections.get(0).client());
        assertTrue(reassembler.connections() <= 100);
        assertTrue(reassembler.heldBytes() <= 100L * HoldPool.CHUNK_BYTES);
    }

    @Test
    void segmentsWithoutBytesThatWaitCountToo() {
        Reassembler reassembler = new Reassembler(reorder(1 << 20, 100 * HoldPool.CHUNK_BYTES, 100), ledger, streams);
        for (int number = 1; number <= 50; number++) {
            Wire wire = wire(reassembler, number).client(0, "x");
            for (int i = 0; i < 40; i++) {
                wire.clientFin(1_000 + i);
            }
        }
        assertTrue(reassembler.heldBytes() <= 100L * HoldPool.CHUNK_BYTES);
        assertTrue(ledger.of(Anomaly.TCP_REORDER_MEMORY_FULL) > 0);
        reassembler.onEndOfInput();
        assertEquals(0, reassembler.heldBytes());
    }

    private static Wire wire(Reassembler reassembler, int number) {
        Wire wire = new Wire(reassembler);
        wire.clientPort = 50_000 + number;
        return wire;
    }

    private static Limits connections(int max) {
        return limits(max, DEFAULTS.reorderBytesPerDirection(), DEFAULTS.reorderBytesMax(), 4_096);
    }

    private static Limits reorder(int bytesPerDirection, int bytesMax, int segments) {
        return limits(1_000, bytesPerDirection, bytesMax, segments);
    }

    private static Limits limits(int connections, int bytesPerDirection, int bytesMax, int segments) {
        return LimitsWith.changed(Map.of(
                "connectionsMax", connections,
                "halfOpenMax", 4_096,
                "reorderBytesPerDirection", bytesPerDirection,
                "reorderBytesMax", bytesMax,
                "reorderSegmentsPerDirection", segments));
    }
}
