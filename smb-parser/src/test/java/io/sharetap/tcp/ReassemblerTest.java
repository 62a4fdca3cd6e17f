package io.sharetap.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sharetap.base.Anomaly;
import io.sharetap.base.Count;
import io.sharetap.base.Ledger;
import io.sharetap.base.Limits;
import org.junit.jupiter.api.Test;

class ReassemblerTest {
    private static final long SECOND = 1_000_000_000L;

    private final Ledger ledger = new Ledger();
    private final RecordedStreams streams = new RecordedStreams();
    private final Reassembler reassembler = new Reassembler(Limits.defaults(), ledger, streams);
    private final Wire wire = new Wire(reassembler);

    @Test
    void passesOnBothDirectionsInOrder() {
        wire.handshake().client(0, "ask").server(0, "answer").client(3, "more");
        assertEquals("c:ask s:answer c:more ", streams.only().calls.toString());
    }

    @Test
    void reportsWhenSomethingWaitsAndWhenNothingDoesAnyMore() {
        wire.handshake().client(0, "a").client(2, "c").server(0, "1");
        assertEquals("[true]", streams.only().heldUp.toString());
        wire.client(1, "b");
        assertEquals("[true, false]", streams.only().heldUp.toString());
        wire.server(2, "3").client(4, "e").server(1, "2").client(3, "d");
        assertEquals("[true, false, true, false]", streams.only().heldUp.toString());
    }

    @Test
    void namesTheConnectionByItsHandshake() {
        wire.serverPort = 50_001;
        wire.clientPort = 445;
        wire.handshake().client(0, "ask");
        Connection connection = streams.only().connection;
        assertEquals(445, connection.clientPort());
        assertEquals(50_001, connection.serverPort());
        assertEquals(wire.clientAddress, connection.clientLow());
        assertEquals(0xC, connection.clientMac());
        assertEquals(0x5, connection.serverMac());
        assertTrue(connection.handshakeSeen());
        assertEquals(1, ledger.of(Count.CONNECTIONS));
    }

    @Test
    void namesTheConnectionByTheAnswerOfTheHandshakeAlone() {
        wire.clientPort = 139;
        wire.synAck().server(0, "first").client(0, "ask");
        assertEquals(139, streams.only().connection.clientPort());
        assertEquals("s:first c:ask ", streams.only().calls.toString());
    }

    @Test
    void takesTheSideWithTheSmbPortForTheServerWithoutHandshake() {
        wire.client(0, "ask").pause(2 * SECOND).server(0, "answer");
        assertEquals(445, streams.only().connection.serverPort());
        assertFalse(streams.only().connection.handshakeSeen());
        assertEquals("c:ask s:answer ", streams.only().calls.toString());
    }

    @Test
    void takesTheLowerOfTwoSmbPortsForTheServer() {
        wire.clientPort = 445;
        wire.serverPort = 139;
        wire.client(0, "ask");
        reassembler.onEndOfInput();
        assertEquals(139, streams.only().connection.serverPort());
    }

    @Test
    void costsNothingUntilDataComes() {
        wire.handshake();
        assertEquals(0, reassembler.connections());
        assertTrue(streams.connections.isEmpty());
    }

    @Test
    void holdsBackBytesUntilTheHoleIsFilled() {
        wire.handshake().client(3, "def").client(6, "gh");
        assertTrue(streams.connections.isEmpty() || streams.only().client().isEmpty());
        wire.client(0, "abc");
        assertEquals("abcdefgh", streams.only().client());
        assertEquals(0, reassembler.heldBytes());
    }

    @Test
    void passesOverWhatCameBefore() {
        wire.handshake().client(0, "abcdef").client(0, "abc").client(2, "cdef").client(4, "efgh");
        assertEquals("c:abcdef c:gh ", streams.only().calls.toString());
    }

    @Test
    void passesOverKeepAliveProbes() {
        wire.handshake().client(0, "abc").client(2, "c").client(2, "").client(3, "d");
        assertEquals("abcd", streams.only().client());
    }

    @Test
    void takesTheByteOfAZeroWindowProbeOnce() {
        wire.handshake().client(0, "abc").client(3, "d").client(3, "d").client(3, "def");
        assertEquals("abcdef", streams.only().client());
    }

    @Test
    void takesTheFirstOfOverlappingBytesThatWait() {
        wire.handshake().client(4, "EFGH").client(2, "cdefghij").client(0, "ab");
        assertEquals("abcdEFGHij", streams.only().client());
        assertEquals(1, ledger.of(Anomaly.TCP_OVERLAP_CONFLICT));
    }

    @Test
    void takesTheFirstOfOverlappingBytesWhenAHoleIsFilled() {
        wire.handshake().client(2, "CD").client(6, "GH").client(0, "abcdefghij");
        assertEquals("abCDefGHij", streams.only().client());
        assertEquals(2, ledger.of(Anomaly.TCP_OVERLAP_CONFLICT));
    }

    @Test
    void findsNothingWrongInOverlapsThatAgree() {
        wire.handshake().client(2, "cd").client(1, "bcde").client(0, "abc");
        assertEquals("abcde", streams.only().client());
        assertEquals(0, ledger.of(Anomaly.TCP_OVERLAP_CONFLICT));
    }

    @Test
    void goesOnWhereTheSequenceWraps() {
        wire.clientIsn = -4;
        wire.handshake().client(6, "gh").client(0, "abc").client(3, "def").client(8, "ij");
        assertEquals("abcdefghij", streams.only().client());
    }

    @Test
    void reportsAGapOnceThePeerHasAcknowledgedItAndASecondHasPassed() {
        wire.handshake().client(0, "abc").client(5, "fg").serverAcknowledges(7);
        assertEquals("abc", streams.only().client());
        wire.pause(SECOND).client(7, "h");
        assertEquals("c:abc c:<2> c:fg c:h ", streams.only().calls.toString());
        assertEquals(2, ledger.of(Count.GAP_BYTES));
    }

    @Test
    void reportsAGapOnceThePeerHasAcknowledgedItAndManySegmentsHavePassed() {
        wire.handshake().client(0, "abc").client(5, "fg").serverAcknowledges(7);
        for (int i = 0; i < Reassembler.PATIENCE_SEGMENTS; i++) {
            wire.server(i, "x");
        }
        assertTrue(streams.only().calls.toString().contains("c:<2> c:fg "));
    }

    @Test
    void waitsForBytesThatThePeerHasNotAcknowledged() {
        wire.handshake().client(0, "abc").client(5, "fg").serverAcknowledges(3);
        wire.pause(20 * SECOND).server(0, "x").pause(SECOND).client(3, "de");
        assertEquals("abcdefg", streams.only().client());
    }

    @Test
    void doesNotWaitForAcknowledgmentsOfAPeerThatIsNotSeen() {
        wire.syn().client(0, "abc").client(5, "fg").pause(SECOND).client(7, "h");
        assertEquals("c:abc c:<2> c:fg c:h ", streams.only().calls.toString());
    }

    @Test
    void reportsTheGapWhenTheInputEnds() {
        wire.handshake().client(0, "abc").client(5, "fg");
        reassembler.onEndOfInput();
        assertEquals("c:abc c:<2> c:fg ", streams.only().calls.toString());
        assertEquals(EndReason.INPUT_ENDED, streams.only().end);
        assertEquals(0, reassembler.connections());
        assertEquals(0, reassembler.heldBytes());
    }

    @Test
    void reportsWhatWasNotCapturedAtOnce() {
        wire.handshake().clientCut(0, "abc", 4).client(7, "hi");
        assertEquals("c:abc c:<4> c:hi ", streams.only().calls.toString());
    }

    @Test
    void reportsWhatWasNotCapturedOfASegmentThatWaited() {
        wire.handshake().clientCut(4, "ef", 2).client(8, "ij").client(0, "abcd");
        assertEquals("abcdef??ij", streams.only().client());
    }

    @Test
    void fillsInWhatWasNotCapturedWhileItStillWaits() {
        wire.handshake()
                .clientCut(4, "ef", 2)
                .client(5, "fgh")
                .client(0, "abcd")
                .client(8, "i");
        assertEquals("abcdefghi", streams.only().client());
    }

    @Test
    void startsAtTheLowestByteWhereTheCaptureStartsOutOfOrder() {
        wire.client(6, "ghi").client(3, "def").server(5, "y").client(0, "abc").pause(SECOND);
        wire.client(9, "j");
        assertEquals("abcdefghij", streams.only().client());
        assertEquals("y", streams.only().server());
        assertEquals(0, ledger.of(Count.GAP_BYTES));
    }

    @Test
    void startsAfterSixtyFourSegmentsWhereNoHandshakeWasSeen() {
        for (int i = 0; i < Pickup.SEGMENTS_MAX - 1; i++) {
            wire.client(i, "x");
        }
        assertTrue(streams.connections.isEmpty());
        wire.client(Pickup.SEGMENTS_MAX - 1, "x");
        assertEquals(Pickup.SEGMENTS_MAX, streams.only().client().length());
    }

    @Test
    void startsWhereTheHandshakeSaysWhenThatComesLate() {
        wire.client(3, "def").syn().client(0, "abc").synAck();
        assertEquals("abcdef", streams.only().client());
        assertTrue(streams.only().connection.handshakeSeen());
    }

    @Test
    void reportsTheGapInFrontWhereTheHandshakeWasSeen() {
        wire.handshake().client(4, "efg");
        reassembler.onEndOfInput();
        assertEquals("c:<4> c:efg ", streams.only().calls.toString());
    }

    @Test
    void passesOverASegmentFarOffItsStream() {
        wire.handshake().client(0, "abc").server(0, "x").client(400_000_000, "evil");
        wire.serverAcknowledges(3).client(3, "def");
        assertEquals("abcdef", streams.only().client());
        assertEquals(1, ledger.of(Anomaly.TCP_SEQUENCE_IMPLAUSIBLE));
    }

    @Test
    void goesOnFarAheadOnceThePeerAcknowledgesIt() {
        wire.handshake().client(0, "abc").server(0, "x");
        wire.client(100_000_000, "d").serverAcknowledges(100_000_001).client(100_000_001, "e");
        assertEquals("c:abc s:x c:<99999998> c:e ", streams.only().calls.toString());
    }

    @Test
    void takesAStreamFarBehindForANewConnectionOnceThePeerAcknowledgesIt() {
        wire.handshake().client(0, "abc").server(0, "x");
        wire.clientIsn -= 100_000_000;
        wire.serverAcknowledges(0).client(0, "new").pause(SECOND).client(3, "er");
        assertEquals(EndReason.REPLACED, streams.connections.get(0).end);
        assertEquals("newer", streams.connections.get(1).client());
    }

    @Test
    void believesAStreamFarAwayWhenManySegmentsAreOfIt() {
        wire.syn().client(0, "abc");
        for (int i = 0; i < 20; i++) {
            wire.client(100_000_000 + i, "x");
        }
        assertEquals("xxxxx", streams.only().client.toString().substring(3));
        assertTrue(streams.only().calls.toString().contains("<100000012>"));
    }

    @Test
    void givesTheSameCallsForTheSameSegments() {
        String first = replayed();
        assertEquals(first, replayed());
    }

    private static String replayed() {
        RecordedStreams streams = new RecordedStreams();
        Reassembler reassembler = new Reassembler(Limits.defaults(), new Ledger(), streams);
        for (int port = 50_000; port < 50_050; port++) {
            Wire wire = new Wire(reassembler);
            wire.clientPort = port;
            wire.handshake().client(3, "def").client(0, "abc").server(2, "yz").clientFin(6);
        }
        reassembler.onEndOfInput();
        return streams.text();
    }
}
