package io.sharetap.smb;

import io.sharetap.base.ByteWindow;

/** An IOCTL request from its header on: [MS-SMB2] 2.2.31. A view, valid until the next {@code wrap}. */
final class Smb2IoctlView {
    static final int FIXED_LENGTH = Smb2HeaderView.LENGTH + 56;

    private static final int BODY = Smb2HeaderView.LENGTH;
    private static final int CTL_CODE_AT = BODY + 4; // CtlCode, u32
    private static final int PERSISTENT_AT = BODY + 8; // FileId.Persistent, u64
    private static final int VOLATILE_AT = BODY + 16; // FileId.Volatile, u64
    private static final int INPUT_OFFSET_AT = BODY + 24; // InputOffset, u32
    private static final int INPUT_COUNT_AT = BODY + 28; // InputCount, u32

    private ByteWindow unit;

    /** Points the view at a request; false where it is too short. */
    boolean wrap(ByteWindow candidate) {
        unit = candidate;
        return candidate.length() >= FIXED_LENGTH;
    }

    int ctlCode() {
        return unit.i32le(CTL_CODE_AT);
    }

    long persistentFileId() {
        return unit.i64le(PERSISTENT_AT);
    }

    long volatileFileId() {
        return unit.i64le(VOLATILE_AT);
    }

    long inputAt() {
        return unit.u32le(INPUT_OFFSET_AT);
    }

    long inputBytes() {
        return unit.u32le(INPUT_COUNT_AT);
    }
}
