package io.sharetap.smb;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.buffer.Unpooled;
import io.sharetap.base.ByteWindow;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

/** What begins a session, or binds a channel to it, is told from all else by its first bytes. */
class LogonSignTest {
    private static final int SMB2 = 0xFE53_4D42;

    @Test
    void whatBindsAChannelIsDistinguishedFromAllElse() {
        assertEquals(LogonSign.BINDING, sign(SMB2, 1, 0, 0, 1));
        assertEquals(LogonSign.NONE, sign(SMB2, 1, 0, 0, 0), "a logon");
        assertEquals(LogonSign.NONE, sign(SMB2, 5, 0, 0, 1), "another command");
        assertEquals(LogonSign.NONE, sign(0xFD53_4D42, 1, 0, 0, 1), "encrypted");
        assertEquals(LogonSign.NONE, LogonSign.in(new ByteWindow().wrap(Unpooled.buffer(70), 0, 70)), "cut");
    }

    @Test
    void whatGrantsASessionIsDistinguishedFromAllElse() {
        assertEquals(LogonSign.GRANTED, sign(SMB2, 1, 1, 0, 0));
        assertEquals(LogonSign.NONE, sign(SMB2, 1, 1, 0xC000_0016, 0), "one more step");
        assertEquals(LogonSign.NONE, sign(SMB2, 1, 1, 0xC000_006D, 0), "refused");
        assertEquals(LogonSign.NONE, sign(SMB2, 3, 1, 0, 0), "another command");
    }

    @Test
    void theSessionIsNamed() {
        assertEquals(0x51, LogonSign.sessionIdIn(window(bytes(SMB2, 1, 1, 0, 0))));
    }

    private static LogonSign sign(int protocolId, int command, int flags, int status, int setupFlags) {
        return LogonSign.in(window(bytes(protocolId, command, flags, status, setupFlags)));
    }

    private static byte[] bytes(int protocolId, int command, int flags, int status, int setupFlags) {
        ByteBuffer bytes = ByteBuffer.allocate(100).putInt(4, protocolId).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(12, status).putShort(16, (short) command).putInt(20, flags).putLong(44, 0x51);
        return bytes.put(70, (byte) setupFlags).array();
    }

    private static ByteWindow window(byte[] bytes) {
        return new ByteWindow().wrap(Unpooled.wrappedBuffer(bytes), 0, bytes.length);
    }
}
