package io.sharetap.nbss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sharetap.base.Anomaly;
import io.sharetap.base.Count;
import io.sharetap.base.Ledger;
import io.sharetap.base.Moment;
import io.sharetap.tcp.Connection;
import io.sharetap.tcp.EndReason;
import io.sharetap.tcp.Side;
import io.sharetap.tcp.StreamSink;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NbssFramerTest {
    private static final Moment NOON = new Moment().set(1_700_000_000_000_000_000L, 7);

    private final Ledger ledger = new Ledger();
    private final RecordedMessages recorded = new RecordedMessages();

    @Test
    void cutsAStreamIntoMessagesHoweverItIsSplit() {
        byte[] sample = join(message(0xFE, 64), message(0xFF, 40), message(0xFD, 70), message(0xFC, 20));
        Splits.everyWay(sample, (way, pieces) -> {
            RecordedMessages messages = new RecordedMessages();
            StreamSink stream = framer(messages, new Ledger(), true);
            pieces.accept(piece -> stream.onBytes(Side.CLIENT, piece, NOON));
            List<String> expected =
                    List.of(body("c", 0xFE, 64), body("c", 0xFF, 40), body("c", 0xFD, 70), body("c", 0xFC, 20));
            assertEquals(expected, messages.messages, way);
        });
    }

    @Test
    void passesOverOtherKindsHoweverTheyAreSplit() {
        byte[] sample = join(
                control(0x81, 68),
                control(0x82, 0),
                control(0x83, 1),
                control(0x84, 6),
                control(0x85, 0),
                control(0x00, 0),
                message(0xFE, 64),
                control(0x85, 0),
                message(0xFE, 65));
        Splits.everyWay(sample, (way, pieces) -> {
            RecordedMessages messages = new RecordedMessages();
            Ledger counts = new Ledger();
            StreamSink stream = framer(messages, counts, true);
            pieces.accept(piece -> stream.onBytes(Side.SERVER, piece, NOON));
            assertEquals(List.of(body("s", 0xFE, 64), body("s", 0xFE, 65)), messages.messages, way);
            assertEquals(0, counts.of(Anomaly.NBSS_FRAMING_LOST), way);
        });
    }

    @Test
    void findsTheNextMessageBehindRubbishHoweverItIsSplit() {
        byte[] sample =
                join(message(0xFE, 64), text("rubbish \0\0\0\0FSMB \0\0\1\0"), message(0xFE, 66), message(0xFF, 35));
        Splits.everyWay(sample, (way, pieces) -> {
            RecordedMessages messages = new RecordedMessages();
            Ledger counts = new Ledger();
            StreamSink stream = framer(messages, counts, true);
            pieces.accept(piece -> stream.onBytes(Side.CLIENT, piece, NOON));
            List<String> expected = List.of(body("c", 0xFE, 64), "c!", body("c", 0xFE, 66), body("c", 0xFF, 35));
            assertEquals(expected, messages.messages, way);
            assertEquals(1, counts.of(Anomaly.NBSS_FRAMING_LOST), way);
            assertEquals(21, counts.of(Count.NBSS_SEARCHED_BYTES), way);
        });
    }

    @Test
    void searchesSilentlyWhereTheStartWasNotSeen() {
        byte[] sample = join(text("the end of a message"), message(0xFC, 16), message(0xFD, 52));
        Splits.everyWay(sample, (way, pieces) -> {
            RecordedMessages messages = new RecordedMessages();
            Ledger counts = new Ledger();
            StreamSink stream = framer(messages, counts, false);
            pieces.accept(piece -> stream.onBytes(Side.CLIENT, piece, NOON));
            assertEquals(List.of(body("c", 0xFC, 16), body("c", 0xFD, 52)), messages.messages, way);
            assertEquals(0, counts.of(Anomaly.NBSS_FRAMING_LOST), way);
        });
    }

    @Test
    void reportsAGapInsideOfAMessageAndStaysInStep() {
        StreamSink stream = framer(recorded, ledger, true);
        byte[] sample = message(0xFE, 64);
        stream.onBytes(Side.CLIENT, Splits.window(sample, 0, 20), NOON);
        stream.onGap(Side.CLIENT, 10, NOON);
        stream.onBytes(Side.CLIENT, Splits.window(sample, 30, 38), NOON);
        stream.onBytes(Side.CLIENT, Splits.window(message(0xFE, 70), 0, 74), NOON);
        assertEquals("c64:", recorded.messages.get(0).substring(0, 4));
        assertEquals(10, recorded.messages.get(0).chars().filter(c -> c == '?').count());
        assertEquals(body("c", 0xFE, 70), recorded.messages.get(1));
    }

    @Test
    void staysInStepBehindAGapThatEndsWithTheMessage() {
        StreamSink stream = framer(recorded, ledger, true);
        stream.onBytes(Side.CLIENT, Splits.window(message(0xFE, 64), 0, 20), NOON);
        stream.onGap(Side.CLIENT, 48, NOON);
        stream.onBytes(Side.CLIENT, Splits.window(message(0xFE, 70), 0, 74), NOON);
        assertEquals(2, recorded.messages.size());
        assertEquals(0, ledger.of(Count.NBSS_SEARCHED_BYTES));
    }

    @Test
    void searchesBehindAGapThatGoesBeyondTheMessage() {
        StreamSink stream = framer(recorded, ledger, true);
        stream.onBytes(Side.CLIENT, Splits.window(message(0xFE, 64), 0, 20), NOON);
        stream.onGap(Side.CLIENT, 100, NOON);
        byte[] rest = join(text("somewhere"), message(0xFE, 70));
        stream.onBytes(Side.CLIENT, Splits.window(rest, 0, rest.length), NOON);
        assertEquals("c64:", recorded.messages.get(0).substring(0, 4));
        assertEquals(List.of("c!", body("c", 0xFE, 70)), recorded.messages.subList(1, 3));
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 5, 6, 7})
    void keepsTheLengthOfAMessageWhoseFirstBytesAreCut(int captured) {
        StreamSink stream = framer(recorded, ledger, true);
        byte[] sample = message(0xFE, 64);
        stream.onBytes(Side.CLIENT, Splits.window(sample, 0, captured), NOON);
        stream.onGap(Side.CLIENT, 10, NOON);
        stream.onBytes(Side.CLIENT, Splits.window(sample, captured + 10, 68 - captured - 10), NOON);
        stream.onBytes(Side.CLIENT, Splits.window(message(0xFE, 70), 0, 74), NOON);
        assertEquals("c64:", recorded.messages.get(0).substring(0, 4));
        assertEquals(body("c", 0xFE, 70), recorded.messages.get(1));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    void searchesBehindAGapInAPrefix(int captured) {
        StreamSink stream = framer(recorded, ledger, true);
        byte[] sample = message(0xFE, 64);
        if (captured > 0) {
            stream.onBytes(Side.CLIENT, Splits.window(sample, 0, captured), NOON);
        }
        stream.onGap(Side.CLIENT, 20, NOON);
        byte[] rest = join(text("body"), message(0xFE, 70));
        stream.onBytes(Side.CLIENT, Splits.window(rest, 0, rest.length), NOON);
        assertEquals(List.of("c!", body("c", 0xFE, 70)), recorded.messages);
    }

    @Test
    void doesNotBelieveAnotherKindThatWouldHideMegabytes() {
        StreamSink stream = framer(recorded, ledger, true);
        byte[] sample = join(new byte[] {(byte) 0x85, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF}, message(0xFE, 70));
        stream.onBytes(Side.CLIENT, Splits.window(sample, 0, sample.length), NOON);
        assertEquals(List.of("c!", body("c", 0xFE, 70)), recorded.messages);
    }

    @Test
    void takesWholeTwentyFourBitsOfLength() {
        StreamSink stream = framer(recorded, ledger, true);
        byte[] sample = join(new byte[] {0, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF}, message(0xFE, 64));
        stream.onBytes(Side.CLIENT, Splits.window(sample, 0, 4), NOON);
        stream.onBytes(Side.CLIENT, Splits.window(sample, 8, 60), NOON);
        stream.onGap(Side.CLIENT, 0xFF_FFFF - 60, NOON);
        assertTrue(recorded.messages.get(0).startsWith("c16777215:"));
    }

    @Test
    void readsNoMessageOutOfAnotherOnesBody() {
        StreamSink stream = framer(recorded, ledger, true);
        byte[] inner = message(0xFE, 64);
        byte[] sample = message(0xFE, 200);
        System.arraycopy(inner, 0, sample, 80, inner.length);
        stream.onBytes(Side.CLIENT, Splits.window(sample, 0, sample.length), NOON);
        assertEquals(1, recorded.clientMessages);
        assertEquals(1, recorded.messages.size());
    }

    @Test
    void keepsTheDirectionsApart() {
        StreamSink stream = framer(recorded, ledger, true);
        byte[] ask = message(0xFE, 64);
        byte[] answer = message(0xFE, 80);
        stream.onBytes(Side.CLIENT, Splits.window(ask, 0, 6), NOON);
        stream.onBytes(Side.SERVER, Splits.window(answer, 0, 50), NOON);
        stream.onBytes(Side.CLIENT, Splits.window(ask, 6, 62), NOON);
        stream.onBytes(Side.SERVER, Splits.window(answer, 50, 34), NOON);
        stream.onEnd(EndReason.FINISHED, NOON);
        assertEquals(List.of(body("c", 0xFE, 64), body("s", 0xFE, 80), "FINISHED"), recorded.messages);
    }

    private static StreamSink framer(RecordedMessages messages, Ledger ledger, boolean handshakeSeen) {
        Connection connection = new Connection(1, 0, 1, 50_000, -1, 0, 2, 445, -1, -1, handshakeSeen);
        return new NbssFramer(ledger, messages).onConnection(connection, NOON);
    }

    private static byte[] message(int kind, int length) {
        byte[] bytes = new byte[4 + length];
        bytes[1] = (byte) (length >>> 16);
        bytes[2] = (byte) (length >>> 8);
        bytes[3] = (byte) length;
        System.arraycopy(text(body("", kind, length)), Integer.toString(length).length() + 1, bytes, 4, length);
        return bytes;
    }

    private static String body(String side, int kind, int length) {
        return side + length + ":" + (char) kind + "SMB" + "x".repeat(length - 4);
    }

    private static byte[] control(int type, int length) {
        byte[] bytes = new byte[4 + length];
        bytes[0] = (byte) type;
        bytes[3] = (byte) length;
        return bytes;
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
