package io.sharetap.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sharetap.base.Anomaly;
import io.sharetap.base.Ledger;
import io.sharetap.base.Limits;
import io.sharetap.frame.Segment;
import org.junit.jupiter.api.Test;

class ReassemblerEndTest {
    private static final long SECOND = 1_000_000_000L;

    private final Ledger ledger = new Ledger();
    private final RecordedStreams streams = new RecordedStreams();
    private final Reassembler reassembler = new Reassembler(Limits.defaults(), ledger, streams);
    private final Wire wire = new Wire(reassembler);

    @Test
    void endsWhenBothSidesAreDone() {
        wire.handshake().client(0, "ask").server(0, "answer").clientFin(3);
        assertNull(streams.only().end);
        wire.serverFin(6);
        assertEquals(EndReason.FINISHED, streams.only().end);
    }

    @Test
    void endsOnlyBehindTheLastByte() {
        wire.handshake().server(0, "answer").clientFin(3).serverFin(6);
        assertNull(streams.only().end);
        wire.client(0, "ask");
        assertEquals("ask", streams.only().client());
        assertEquals(EndReason.FINISHED, streams.only().end);
    }

    @Test
    void takesLateCopiesOfAnEndedConnectionForNothingNew() {
        wire.handshake().client(0, "ask").server(0, "answer").clientFin(3).serverFin(6);
        wire.client(0, "ask").server(0, "answer").clientFin(3).clientReset(4);
        reassembler.onEndOfInput();
        assertEquals("c:ask s:answer ", streams.only().calls.toString());
    }

    @Test
    void goesOnBehindAnEndThatWasNone() {
        wire.handshake().client(0, "ask").server(0, "answer").clientFin(3).serverFin(6);
        wire.client(3, "more");
        assertEquals(2, streams.connections.size());
        assertEquals("more", streams.connections.get(1).client());
        assertFalse(streams.connections.get(1).connection.handshakeSeen());
    }

    @Test
    void goesOnBehindAForgedFin() {
        wire.handshake().client(0, "ask").clientFin(3).client(3, "more");
        assertEquals("askmore", streams.only().client());
        assertEquals(1, ledger.of(Anomaly.TCP_DATA_AFTER_FIN));
    }

    @Test
    void endsASecondBehindAReset() {
        wire.handshake().client(0, "ask").clientReset(3);
        reassembler.onTime(wire.nanos + SECOND - 1);
        assertNull(streams.only().end);
        reassembler.onTime(wire.nanos + SECOND);
        assertEquals(EndReason.RESET, streams.only().end);
    }

    @Test
    void givesOutWhatTheOtherSideSentBeforeItHeardOfTheReset() {
        wire.handshake().client(0, "ask").clientReset(3).server(0, "answer");
        reassembler.onEndOfInput();
        assertEquals("c:ask s:answer ", streams.only().calls.toString());
        assertEquals(EndReason.RESET, streams.only().end);
    }

    @Test
    void doesNotHeedAResetOutsideOfTheWindow() {
        wire.handshake().client(0, "ask").serverAcknowledges(3).clientReset(-70_000);
        reassembler.onTime(wire.nanos + 2 * SECOND);
        assertNull(streams.only().end);
        assertEquals(1, ledger.of(Anomaly.TCP_RESET_IMPLAUSIBLE));
    }

    @Test
    void doesNotHeedAResetAfterWhichItsSenderGoesOn() {
        wire.handshake().client(0, "ask").clientReset(3).client(3, "more");
        reassembler.onTime(wire.nanos + 2 * SECOND);
        assertNull(streams.only().end);
        assertEquals("askmore", streams.only().client());
        assertEquals(1, ledger.of(Anomaly.TCP_RESET_CONTRADICTED));
    }

    @Test
    void replacesAConnectionWhenItsPortsAreUsedAgain() {
        wire.handshake().client(0, "one");
        wire.clientIsn = 500_000;
        wire.serverIsn = 800_000;
        wire.handshake().client(0, "two");
        assertEquals(EndReason.REPLACED, streams.connections.get(0).end);
        assertEquals("two", streams.connections.get(1).client());
        assertTrue(streams.connections.get(1).connection.handshakeSeen());
    }

    @Test
    void replacesAConnectionBySynAndDataWhereOnlyTheClientIsSeen() {
        wire.syn().client(0, "one");
        wire.clientIsn = 500_000;
        wire.syn().client(0, "two");
        assertEquals(EndReason.REPLACED, streams.connections.get(0).end);
        assertEquals("two", streams.connections.get(1).client());
    }

    @Test
    void isNotBlindedByASynThatNobodyAnswers() {
        wire.handshake().client(0, "one");
        wire.send(true, 77_000_000, 0, Segment.SYN, "", 0);
        wire.client(3, "two");
        assertEquals("onetwo", streams.only().client());
    }

    @Test
    void passesOverDataInASyn() {
        wire.send(true, wire.clientIsn, 0, Segment.SYN, "evil", 0).synAck().client(0, "good");
        assertEquals("good", streams.only().client());
        assertEquals(1, ledger.of(Anomaly.TCP_DATA_IN_SYN));
    }

    @Test
    void takesLateCopiesOfTheHandshakeForNothingNew() {
        wire.handshake().client(0, "ask").syn().synAck().client(3, "more");
        assertEquals("askmore", streams.only().client());
    }

    @Test
    void endsAnIdleConnectionByPacketTime() {
        long idle = Limits.defaults().connectionIdleNanos();
        wire.handshake().client(0, "ask");
        Wire other = new Wire(reassembler);
        other.clientPort = 50_001;
        other.nanos = wire.nanos + idle - 1;
        other.handshake();
        assertNull(streams.connections.get(0).end);
        other.pause(1).client(0, "x");
        assertEquals(EndReason.IDLE, streams.connections.get(0).end);
        assertEquals(wire.nanos + idle, streams.connections.get(0).lastNanos);
    }
}
