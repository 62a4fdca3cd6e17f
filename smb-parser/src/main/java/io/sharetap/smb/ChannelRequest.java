package io.sharetap.smb;

import io.sharetap.base.ByteWindow;
import io.sharetap.tcp.Connection;

/**
 * A client's request to bind a further connection to a session ([MS-SMB2] 2.2.5, 3.3.5.5.2), which may have begun
 * between other addresses of the two hosts: what is encrypted on it is encrypted by that session's keys.
 */
public record ChannelRequest(long clientHigh, long clientLow, long serverHigh, long serverLow, long sessionId) {
    private static final int HEADER_AT = 4; // behind that of the session message
    private static final int COMMAND_AT = HEADER_AT + 12; // u16
    private static final int FLAGS_AT = HEADER_AT + 16; // u32
    private static final int SESSION_ID_AT = HEADER_AT + 40; // u64
    private static final int SETUP_FLAGS_AT = HEADER_AT + Smb2HeaderView.LENGTH + 2; // u8
    private static final int FLAG_BINDING = 1;

    /** Of a connection. */
    static ChannelRequest of(Connection connection, long sessionId) {
        return new ChannelRequest(
                connection.clientHigh(),
                connection.clientLow(),
                connection.serverHigh(),
                connection.serverLow(),
                sessionId);
    }

    /** True: these bytes, which a host has sent in one segment, begin with such a request. */
    public static boolean begins(ByteWindow bytes) {
        return bytes.length() > SETUP_FLAGS_AT
                && bytes.i32be(HEADER_AT) == SmbConversation.SMB2
                && bytes.u16le(COMMAND_AT) == Smb2HeaderView.SESSION_SETUP
                && (bytes.u8(FLAGS_AT) & Smb2HeaderView.FLAG_ANSWER) == 0
                && (bytes.u8(SETUP_FLAGS_AT) & FLAG_BINDING) != 0;
    }

    /** The session that it names. */
    public static long sessionIdIn(ByteWindow bytes) {
        return bytes.i64le(SESSION_ID_AT);
    }
}
