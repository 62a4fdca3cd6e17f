package io.sharetap.smb;

import io.sharetap.base.Moment;

/** NT_CREATE_ANDX: [MS-CIFS] 2.2.4.64, [MS-SMB] 2.2.4.9. */
final class Smb1NtCreate extends Smb1Opening {
    private static final int REQUEST_WORDS = 24;
    private static final int NAME_LENGTH_AT = 5; // NameLength, u16
    private static final int ROOT_DIRECTORY_FID_AT = 11; // RootDirectoryFID, u32
    private static final int CREATE_OPTIONS_AT = 39; // CreateOptions, u32
    static final int FILE_DIRECTORY_FILE = 0x0000_0001;
    static final int FILE_DELETE_ON_CLOSE = 0x0000_1000;

    private static final int ANSWER_WORDS = 34;
    private static final int FID_AT = 5; // FID, u16
    private static final int CREATE_ACTION_AT = 7; // CreateDisposition, u32
    private static final int ATTRIBUTES_AT = 43; // ExtFileAttributes, u32
    private static final int END_OF_FILE_AT = 55; // EndOfFile, u64
    private static final int RESOURCE_TYPE_AT = 63; // ResourceType, u16

    Smb1NtCreate(SmbState shared) {
        super(shared);
    }

    @Override
    int requestWords(Smb1Unit unit) {
        return REQUEST_WORDS;
    }

    @Override
    void onRequest(Smb1Unit unit, Moment now) {
        CreateRequest asked = new CreateRequest();
        long options = unit.word32(CREATE_OPTIONS_AT);
        asked.directory = (options & FILE_DIRECTORY_FILE) != 0;
        asked.deleteOnClose = (options & FILE_DELETE_ON_CLOSE) != 0;
        String name = unit.text(unit.bytesAt, unit.word16(NAME_LENGTH_AT));
        asked.path = below(unit, unit.word32(ROOT_DIRECTORY_FID_AT), unit.path(name, unit.tree(now)), now);
        open(unit, asked, now);
    }

    @Override
    int answerWords() {
        return ANSWER_WORDS;
    }

    @Override
    void readAnswer(Smb1Unit unit, SmbAnswer answer) {
        fillAnswer(
                answer,
                unit.word16(FID_AT),
                (int) unit.word32(CREATE_ACTION_AT),
                unit.word64(END_OF_FILE_AT),
                (int) unit.word32(ATTRIBUTES_AT),
                unit.word16(RESOURCE_TYPE_AT));
    }
}
