package io.sharetap.smb;

import io.sharetap.base.ByteWindow;

/** A SET_INFO request from its header on: [MS-SMB2] 2.2.39. A view, valid until the next {@code wrap}. */
final class Smb2SetInfoView {
    static final int FIXED_LENGTH = Smb2HeaderView.LENGTH + 32;

    private static final int BODY = Smb2HeaderView.LENGTH;
    private static final int INFO_TYPE_AT = BODY + 2; // InfoType, u8
    private static final int FILE_INFO_CLASS_AT = BODY + 3; // FileInfoClass, u8
    private static final int BUFFER_LENGTH_AT = BODY + 4; // BufferLength, u32
    private static final int BUFFER_OFFSET_AT = BODY + 8; // BufferOffset, u16
    private static final int PERSISTENT_AT = BODY + 16; // FileId.Persistent, u64
    private static final int VOLATILE_AT = BODY + 24; // FileId.Volatile, u64

    private ByteWindow unit;

    /** Points the view at a request; false where it is too short. */
    boolean wrap(ByteWindow candidate) {
        unit = candidate;
        return candidate.length() >= FIXED_LENGTH;
    }

    int infoType() {
        return unit.u8(INFO_TYPE_AT);
    }

    int fileInfoClass() {
        return unit.u8(FILE_INFO_CLASS_AT);
    }

    int bufferAt() {
        return unit.u16le(BUFFER_OFFSET_AT);
    }

    long bufferBytes() {
        return unit.u32le(BUFFER_LENGTH_AT);
    }

    long persistentFileId() {
        return unit.i64le(PERSISTENT_AT);
    }

    long volatileFileId() {
        return unit.i64le(VOLATILE_AT);
    }
}
