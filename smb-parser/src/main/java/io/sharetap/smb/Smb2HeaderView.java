package io.sharetap.smb;

import io.sharetap.base.ByteWindow;

/** The header of an SMB2 message: [MS-SMB2] 2.2.1. A view, valid until the next {@code wrap}. */
final class Smb2HeaderView {
    static final int LENGTH = 64;

    static final int NEGOTIATE = 0x00;
    static final int SESSION_SETUP = 0x01;
    static final int LOGOFF = 0x02;
    static final int TREE_CONNECT = 0x03;
    static final int TREE_DISCONNECT = 0x04;
    static final int CREATE = 0x05;
    static final int CLOSE = 0x06;
    static final int FLUSH = 0x07;
    static final int READ = 0x08;
    static final int WRITE = 0x09;
    static final int LOCK = 0x0A;
    static final int IOCTL = 0x0B;
    static final int ECHO = 0x0D;
    static final int QUERY_DIRECTORY = 0x0E;
    static final int CHANGE_NOTIFY = 0x0F;
    static final int QUERY_INFO = 0x10;
    static final int SET_INFO = 0x11;
    static final int OPLOCK_BREAK = 0x12;
    static final int COMMANDS = 0x13;

    static final int FLAG_ANSWER = 0x0000_0001; // SMB2_FLAGS_SERVER_TO_REDIR
    static final int FLAG_ASYNC = 0x0000_0002; // SMB2_FLAGS_ASYNC_COMMAND
    static final int FLAG_RELATED = 0x0000_0004; // SMB2_FLAGS_RELATED_OPERATIONS
    static final int FLAG_DFS = 0x1000_0000; // SMB2_FLAGS_DFS_OPERATIONS
    static final int FLAG_REPLAY = 0x2000_0000; // SMB2_FLAGS_REPLAY_OPERATION

    private static final int STRUCTURE_SIZE_AT = 4; // StructureSize, u16
    private static final int STATUS_AT = 8; // Status, u32; in requests ChannelSequence, u16, and Reserved
    private static final int COMMAND_AT = 12; // Command, u16
    private static final int FLAGS_AT = 16; // Flags, u32
    private static final int NEXT_COMMAND_AT = 20; // NextCommand, u32
    private static final int MESSAGE_ID_AT = 24; // MessageId, u64
    private static final int TREE_ID_AT = 36; // TreeId, u32; with FLAG_ASYNC the upper half of AsyncId
    private static final int SESSION_ID_AT = 40; // SessionId, u64

    private ByteWindow header;

    /** Points the view at a header; false where it is too short, or its StructureSize is wrong. */
    boolean wrap(ByteWindow candidate) {
        header = candidate;
        return candidate.length() >= LENGTH && candidate.u16le(STRUCTURE_SIZE_AT) == LENGTH;
    }

    /** Only in answers: in requests these bytes have another meaning. */
    int status() {
        return header.i32le(STATUS_AT);
    }

    int command() {
        return header.u16le(COMMAND_AT);
    }

    int flags() {
        return header.i32le(FLAGS_AT);
    }

    long nextCommand() {
        return header.u32le(NEXT_COMMAND_AT);
    }

    long messageId() {
        return header.i64le(MESSAGE_ID_AT);
    }

    /** Not with {@link #FLAG_ASYNC}. */
    long treeId() {
        return header.u32le(TREE_ID_AT);
    }

    long sessionId() {
        return header.i64le(SESSION_ID_AT);
    }
}
