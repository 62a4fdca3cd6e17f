package io.sharetap.smb;

import io.sharetap.base.ByteWindow;

/** A CREATE request from its header on: [MS-SMB2] 2.2.13. A view, valid until the next {@code wrap}. */
final class Smb2CreateView {
    static final int FIXED_LENGTH = Smb2HeaderView.LENGTH + 56;

    private static final int OPTION_DIRECTORY = 0x0000_0001; // FILE_DIRECTORY_FILE
    private static final int OPTION_DELETE_ON_CLOSE = 0x0000_1000; // FILE_DELETE_ON_CLOSE

    private static final int OPTION_BY_FILE_ID = 0x0000_2000; // FILE_OPEN_BY_FILE_ID

    private static final int BODY = Smb2HeaderView.LENGTH;
    private static final int CREATE_OPTIONS_AT = BODY + 40; // CreateOptions, u32
    private static final int NAME_OFFSET_AT = BODY + 44; // NameOffset, u16
    private static final int NAME_LENGTH_AT = BODY + 46; // NameLength, u16
    private static final int CONTEXTS_OFFSET_AT = BODY + 48; // CreateContextsOffset, u32
    private static final int CONTEXTS_LENGTH_AT = BODY + 52; // CreateContextsLength, u32

    private ByteWindow unit;

    /** Points the view at a request; false where it is too short. */
    boolean wrap(ByteWindow candidate) {
        unit = candidate;
        return candidate.length() >= FIXED_LENGTH;
    }

    boolean directory() {
        return (unit.i32le(CREATE_OPTIONS_AT) & OPTION_DIRECTORY) != 0;
    }

    boolean deleteOnClose() {
        return (unit.i32le(CREATE_OPTIONS_AT) & OPTION_DELETE_ON_CLOSE) != 0;
    }

    /** Whether the name is no text but a number that the file system gave the file. */
    boolean byFileId() {
        return (unit.i32le(CREATE_OPTIONS_AT) & OPTION_BY_FILE_ID) != 0;
    }

    int nameAt() {
        return unit.u16le(NAME_OFFSET_AT);
    }

    int nameBytes() {
        return unit.u16le(NAME_LENGTH_AT);
    }

    /** The end of the name; it may lie beyond the request. */
    int nameEnd() {
        return nameBytes() == 0 ? FIXED_LENGTH : nameAt() + nameBytes();
    }

    /** Whether the name is completely in view. */
    boolean nameInView() {
        return nameEnd() <= unit.length();
    }

    String name() {
        return WirePath.text(unit, nameAt(), nameBytes());
    }

    long contextsAt() {
        return unit.u32le(CONTEXTS_OFFSET_AT);
    }

    long contextsBytes() {
        return unit.u32le(CONTEXTS_LENGTH_AT);
    }

    /** The end of the contexts; it may lie beyond the request. */
    long contextsEnd() {
        return contextsBytes() == 0 ? 0 : contextsAt() + contextsBytes();
    }
}
