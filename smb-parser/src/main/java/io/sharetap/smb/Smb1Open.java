package io.sharetap.smb;

import io.sharetap.base.Moment;

/** OPEN, CREATE, CREATE_NEW and OPEN_ANDX: [MS-CIFS] 2.2.4.3, 2.2.4.4, 2.2.4.16, 2.2.4.41. */
final class Smb1Open extends Smb1Opening {
    private static final int FID_AT = 0; // FID, u16, of OPEN and CREATE
    private static final int FILE_SIZE_AT = 8; // FileSize, u32, of OPEN
    private static final int OPEN_ANSWER_WORDS = 7;

    private static final int ANDX_WORDS = 15;
    private static final int ANDX_FID_AT = 4; // FID, u16
    private static final int ANDX_FILE_DATA_SIZE_AT = 12; // FileDataSize, u32
    private static final int ANDX_RESOURCE_TYPE_AT = 18; // ResourceType, u16
    private static final int ANDX_OPEN_RESULTS_AT = 22; // OpenResults, u16

    /** The bits of OpenResults that say what was done to the file. */
    static final int RESULTS = 3;

    // What was done to the file, with the numbers of [MS-SMB2] 2.2.14; OpenResults has the same.
    private static final int OPENED = 1;
    private static final int CREATED = 2;
    private static final int OVERWRITTEN = 3;

    Smb1Open(SmbState shared) {
        super(shared);
    }

    @Override
    int requestWords(Smb1Unit unit) {
        return switch (unit.command) {
            case Smb1Commands.OPEN_ANDX -> ANDX_WORDS;
            case Smb1Commands.OPEN -> 2;
            default -> 3;
        };
    }

    @Override
    void onRequest(Smb1Unit unit, Moment now) {
        CreateRequest asked = new CreateRequest();
        // All but OPEN_ANDX have a BufferFormat before the name.
        int nameAt = unit.command == Smb1Commands.OPEN_ANDX ? unit.bytesAt : unit.bytesAt + 1;
        asked.path = unit.path(unit.text(nameAt), unit.tree(now));
        open(unit, asked, now);
    }

    @Override
    int answerWords() {
        return 1;
    }

    @Override
    void readAnswer(Smb1Unit unit, SmbAnswer answer) {
        switch (unit.command) {
            case Smb1Commands.OPEN_ANDX -> {
                if (unit.wordCount >= ANDX_WORDS) {
                    int results = unit.word16(ANDX_OPEN_RESULTS_AT) & RESULTS;
                    long size = unit.word32(ANDX_FILE_DATA_SIZE_AT);
                    fillAnswer(answer, unit.word16(ANDX_FID_AT), results, size, 0, unit.word16(ANDX_RESOURCE_TYPE_AT));
                }
            }
            case Smb1Commands.OPEN -> {
                long size = unit.wordCount >= OPEN_ANSWER_WORDS ? unit.word32(FILE_SIZE_AT) : -1;
                fillAnswer(answer, unit.word16(FID_AT), OPENED, size, 0, 0);
            }
            case Smb1Commands.CREATE_NEW -> fillAnswer(answer, unit.word16(FID_AT), CREATED, 0, 0, 0);
            default -> fillAnswer(answer, unit.word16(FID_AT), OVERWRITTEN, 0, 0, 0);
        }
    }
}
