package io.sharetap.smb;

import io.sharetap.base.ByteWindow;

/**
 * Says what the first bytes that a host sends in a segment reveal about a session ([MS-SMB2] 2.2.5, 2.2.6): that it
 * begins between these two hosts, or that the connection is to become a further channel of it. The channel may be
 * between other addresses of the same hosts.
 */
public enum LogonSign {
    NONE,
    /** The server has granted a logon, or a further channel. */
    GRANTED,
    /** The client asks for this connection to become a channel of a session (3.3.5.5.2). */
    BINDING;

    private static final int HEADER_AT = 4; // after the 4 bytes of the session message's prefix
    private static final int STATUS_AT = HEADER_AT + 8; // u32, in answers
    private static final int COMMAND_AT = HEADER_AT + 12; // u16
    private static final int FLAGS_AT = HEADER_AT + 16; // u32
    private static final int SESSION_ID_AT = HEADER_AT + 40; // u64
    private static final int SETUP_FLAGS_AT = HEADER_AT + Smb2HeaderView.LENGTH + 2; // u8, in requests

    /** The sign that begins with these bytes. Four bytes nearly always suffice to tell that there is none. */
    public static LogonSign in(ByteWindow bytes) {
        if (bytes.length() <= SETUP_FLAGS_AT
                || bytes.i32be(HEADER_AT) != SmbConversation.SMB2
                || bytes.u16le(COMMAND_AT) != Smb2HeaderView.SESSION_SETUP) {
            return NONE;
        }
        if ((bytes.u8(FLAGS_AT) & Smb2HeaderView.FLAG_ANSWER) != 0) {
            return bytes.i32le(STATUS_AT) == 0 && sessionIdIn(bytes) != 0 ? GRANTED : NONE;
        }
        return (bytes.u8(SETUP_FLAGS_AT) & Smb2SessionSetup.FLAG_BINDING) != 0 ? BINDING : NONE;
    }

    /** Whether the message that begins here also ends here. */
    public static boolean isWhole(ByteWindow bytes) {
        return bytes.i32be(0) == bytes.length() - HEADER_AT;
    }

    /** The session that is granted, or of which the connection is to become a channel. */
    public static long sessionIdIn(ByteWindow bytes) {
        return bytes.i64le(SESSION_ID_AT);
    }
}
