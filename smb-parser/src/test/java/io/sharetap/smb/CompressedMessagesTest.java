package io.sharetap.smb;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sharetap.base.Anomaly;
import io.sharetap.base.Limits;
import io.sharetap.tcp.LimitsWith;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a compressed message holds is read as if it had come off the wire; what none may hold is refused. */
class CompressedMessagesTest {
    private static final int UNCOMPRESSED = 0;

    private final Talk talk = new Talk();

    @ParameterizedTest
    @ValueSource(ints = {Integer.MAX_VALUE, 7, 1})
    void areReadHoweverTheyAreCut(int pieceBytes) {
        talk.connected().opened(9, "a").inPiecesOf(pieceBytes);
        talk.client(chained(talk.smb2.write(3, 9, 0, "x"))).server(chained(talk.smb2.writeAnswer(3, 1)));
        assertEquals("write a @0 +1\ndata x\nanswer a @0 CONFIRMED 1", talk.calls());
    }

    @Test
    void goWithMessagesThatAreNot() {
        talk.connected().opened(9, "a");
        talk.client(chained(talk.smb2.write(3, 9, 0, "x"))).server(talk.smb2.writeAnswer(3, 1));
        assertEquals("write a @0 +1\ndata x\nanswer a @0 CONFIRMED 1", talk.calls());
    }

    @Test
    void holdNoFurtherOnesAndNothingButSmb2() {
        byte[] write = talk.smb2.write(3, 9, 0, "x");
        byte[] smb1 = write.clone();
        smb1[0] = (byte) 0xFF;
        byte[] encrypted = write.clone();
        encrypted[0] = (byte) 0xFD;
        talk.connected().opened(9, "a").client(chained(chained(write)), chained(smb1), chained(encrypted));
        assertEquals("", talk.calls());
        assertEquals(3, talk.noted(Anomaly.SMB_TRANSFORM_NESTED));
    }

    @Test
    void thatAreEmptyHoldNothing() {
        talk.connected().opened(9, "a").client(chained(new byte[0]), chained(new byte[3]));
        assertEquals(2, talk.noted(Anomaly.SMB_TRANSFORM_NESTED));
    }

    @Test
    void giveTheirMemoryBack() {
        talk.connected().opened(9, "a").inPiecesOf(7);
        long before = talk.heldBytes();
        for (int message = 3; message < 100; message++) {
            talk.client(chained(talk.smb2.write(message, 9, 0, "x".repeat(message))));
        }
        assertEquals(before, talk.heldBytes());
    }

    @Test
    void longerThanAllowedAreReported() {
        byte[] write = talk.smb2.write(3, 9, 0, "x".repeat(Limits.defaults().transformBytesMax()));
        talk.connected().opened(9, "a").client(chained(write));
        assertEquals("blind COMPRESSED", talk.calls());
        assertEquals(1, talk.noted(Anomaly.SMB_TRANSFORM_TOO_LONG));
    }

    @Test
    void forWhichNoMemoryIsLeftAreReported() {
        Talk talk = new Talk(LimitsWith.changed(Map.of("transformBytesInAllMax", 64)));
        talk.connected().opened(9, "a").inPiecesOf(50).client(chained(talk.smb2.write(3, 9, 0, "x")));
        assertEquals("blind COMPRESSED", talk.calls());
        assertEquals(1, talk.noted(Anomaly.SMB_TRANSFORM_MEMORY_FULL));
    }

    /** A chain of one payload that is not compressed, [MS-SMB2] 2.2.42.2. */
    private static byte[] chained(byte[] message) {
        return ByteBuffer.allocate(16 + message.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(0x424D_53FC)
                .putInt(message.length)
                .putShort((short) UNCOMPRESSED)
                .putShort((short) 1)
                .putInt(message.length)
                .put(message)
                .array();
    }
}
