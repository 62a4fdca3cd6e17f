package io.sharetap.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sharetap.base.Hosts;
import io.sharetap.base.Ledger;
import io.sharetap.base.Limits;
import io.sharetap.frame.Segment;
import org.junit.jupiter.api.Test;

/** A connection that becomes a channel of other hosts' session ends for its own, and goes on for those. */
class ReassemblerJoinTest {
    private static final Hosts HOME = new Hosts(0, 1, 0, 2);

    private final RecordedStreams streams = new RecordedStreams();
    private final Reassembler reassembler = new Reassembler(Limits.defaults(), new Ledger(), streams);
    private final Wire wire = new Wire(segment -> {
        segment.home = HOME;
        reassembler.onSegment(segment);
    });
    private final Wire own = new Wire(reassembler);

    /** The server's answer behind which it joins; it stands behind 6 bytes of the server, and the client said 7. */
    private Segment granting() {
        Segment segment =
                own.segment(false, own.serverIsn + 1 + 6, own.clientIsn + 1 + 7, Segment.ACK, Wire.bytes("granted"), 0);
        segment.epochNanos = own.nanos;
        segment.clockNanos = own.nanos;
        segment.frameNumber = 100;
        segment.home = HOME;
        return segment;
    }

    @Test
    void whatCameBeforeWasAllForItsOwnHosts() {
        own.handshake().client(0, "ask").server(0, "answer").client(3, "bind");
        reassembler.join(granting());
        assertEquals(2, streams.connections.size());
        assertEquals("c:ask s:answer c:bind ", streams.connections.get(0).calls.toString());
        assertEquals(EndReason.REPLACED, streams.connections.get(0).end);
        Connection joined = streams.connections.get(1).connection;
        assertEquals(HOME, joined.home());
        assertEquals(own.clientAddress, joined.clientLow(), "its addresses are its own");
        assertTrue(joined.handshakeSeen());
    }

    @Test
    void bothStreamsGoOnBehindTheAnswer() {
        own.handshake().client(0, "ask").server(0, "answer").client(3, "bind");
        reassembler.join(granting());
        wire.frame = 100;
        wire.client(7, "write").server(13, "done");
        assertEquals("c:write s:done ", streams.connections.get(1).calls.toString());
    }

    @Test
    void itJoinsWhereNothingOfItWasSeen() {
        reassembler.join(granting());
        wire.frame = 100;
        wire.client(7, "write");
        assertEquals("c:write ", streams.only().calls.toString());
        assertEquals(445, streams.only().connection.serverPort());
    }

    @Test
    void lateCopiesOfItsHandshakeBeginNothing() {
        own.handshake().client(0, "ask").server(0, "answer").client(3, "bind");
        reassembler.join(granting());
        wire.frame = 100;
        wire.syn().synAck().client(7, "write").server(13, "done");
        assertEquals(2, streams.connections.size());
        assertEquals("c:write s:done ", streams.connections.get(1).calls.toString());
    }

    @Test
    void aHandshakeBetweenTheSamePortsBeginsAnotherConnectionOfTheSameHosts() {
        reassembler.join(granting());
        wire.frame = 100;
        wire.clientIsn = 500_000_000;
        wire.serverIsn = 700_000_000;
        wire.handshake().client(0, "new");
        assertEquals("c:new ", streams.connections.get(1).calls.toString());
        assertEquals(HOME, streams.connections.get(1).connection.home());
    }

    @Test
    void whatLeavesEnds() {
        own.handshake().client(0, "ask");
        reassembler.leave(granting());
        assertEquals(EndReason.REPLACED, streams.only().end);
        assertEquals(0, reassembler.connections());
    }
}
