package io.sharetap.smb;

import io.sharetap.base.ByteWindow;

/** A WRITE request from its header on: [MS-SMB2] 2.2.21. A view, valid until the next {@code wrap}. */
final class Smb2WriteView {
    static final int FIXED_LENGTH = Smb2HeaderView.LENGTH + 48;

    private static final int BODY = Smb2HeaderView.LENGTH;
    private static final int DATA_OFFSET_AT = BODY + 2; // DataOffset, u16
    private static final int LENGTH_AT = BODY + 4; // Length, u32
    private static final int OFFSET_AT = BODY + 8; // Offset, u64
    private static final int PERSISTENT_AT = BODY + 16; // FileId.Persistent, u64
    private static final int VOLATILE_AT = BODY + 24; // FileId.Volatile, u64
    private static final int CHANNEL_AT = BODY + 32; // Channel, u32

    private static final int REMAINING_BYTES_AT = BODY + 36; // RemainingBytes, u32

    private ByteWindow unit;

    /** Points the view at a request; false where it is too short. */
    boolean wrap(ByteWindow candidate) {
        unit = candidate;
        return candidate.length() >= FIXED_LENGTH;
    }

    /** The begin of the data, counted from the header's start. */
    int dataOffset() {
        return unit.u16le(DATA_OFFSET_AT);
    }

    long length() {
        return unit.u32le(LENGTH_AT);
    }

    /** The offset; 2^64-1, here -1, stands for the end of the file. */
    long fileOffset() {
        return unit.i64le(OFFSET_AT);
    }

    long persistentFileId() {
        return unit.i64le(PERSISTENT_AT);
    }

    long volatileFileId() {
        return unit.i64le(VOLATILE_AT);
    }

    /** Not 0: the data is fetched by RDMA, on a connection that allows it. */
    int channel() {
        return unit.i32le(CHANNEL_AT);
    }

    /** Bytes of data that are not in the message but fetched by RDMA. */
    long remainingBytes() {
        return unit.u32le(REMAINING_BYTES_AT);
    }
}
