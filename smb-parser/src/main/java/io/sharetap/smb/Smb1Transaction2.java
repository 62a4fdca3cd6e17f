package io.sharetap.smb;

import io.sharetap.base.Anomaly;
import io.sharetap.base.Moment;
import io.sharetap.smb.PendingRequest.IfUnanswered;

/**
 * TRANSACTION2 ([MS-CIFS] 2.2.4.46), as far as it opens or changes files: TRANS2_OPEN2, 2.2.6.1, and
 * TRANS2_SET_PATH_INFORMATION and TRANS2_SET_FILE_INFORMATION, 2.2.6.7 and 2.2.6.9, with the levels of [MS-FSCC] that
 * [MS-SMB] 2.2.2.3.5 lets through.
 */
final class Smb1Transaction2 extends Smb1Opening {
    private static final int REQUEST_WORDS = 15;
    private static final int TOTAL_PARAMETERS_AT = 0; // TotalParameterCount, u16
    private static final int TOTAL_DATA_AT = 2; // TotalDataCount, u16
    private static final int PARAMETERS_LENGTH_AT = 18; // ParameterCount, u16
    private static final int PARAMETERS_AT = 20; // ParameterOffset, u16
    private static final int DATA_LENGTH_AT = 22; // DataCount, u16
    private static final int DATA_AT = 24; // DataOffset, u16
    private static final int SUBCOMMAND_AT = 28; // Setup, u16
    private static final int OPEN2 = 0x0000;
    private static final int SET_PATH_INFORMATION = 0x0006;
    private static final int SET_FILE_INFORMATION = 0x0008;

    private static final int ANSWER_WORDS = 10;
    private static final int ANSWER_PARAMETERS_AT = 8; // ParameterOffset, u16
    private static final int PARAMETER_DISPLACEMENT_AT = 10; // ParameterDisplacement, u16
    private static final int DATA_DISPLACEMENT_AT = 16; // DataDisplacement, u16

    // Trans2_Parameters.
    private static final int FILE_FID_AT = 0; // FID, u16
    private static final int FILE_LEVEL_AT = 2; // InformationLevel, u16
    private static final int PATH_LEVEL_AT = 0; // InformationLevel, u16
    private static final int PATH_NAME_AT = 6; // FileName
    private static final int OPEN_NAME_AT = 28; // FileName
    private static final int PARAMETERS_MIN = 4;

    // Trans2_Parameters of the answer to TRANS2_OPEN2, which is the only answer with so many.
    private static final int OPENED_LENGTH = 30;
    private static final int OPENED_FID_AT = 0; // FID, u16
    private static final int OPENED_SIZE_AT = 8; // FileDataSize, u32
    private static final int OPENED_RESOURCE_TYPE_AT = 14; // ResourceType, u16
    private static final int OPENED_ACTION_AT = 18; // ActionTaken, u16

    // Levels of SMB1. Other levels are a class of [MS-FSCC] 2.4 plus 1,000.
    private static final int SET_DISPOSITION = 0x0102;
    private static final int SET_ALLOCATION = 0x0103;
    private static final int SET_END_OF_FILE = 0x0104;
    private static final int PASS_THROUGH = 1_000;
    private static final int RENAME = 10;
    private static final int LINK = 11;
    private static final int DISPOSITION = 13;
    private static final int ALLOCATION = 19;
    private static final int END_OF_FILE = 20;

    // FileRenameInformation and FileLinkInformation for SMB1: [MS-FSCC] 2.4.43.1, 2.4.27.1.
    private static final int NAME_LENGTH_AT = 8; // FileNameLength, u32
    private static final int NAME_AT = 12; // FileName

    private final Smb2Command meaning;

    Smb1Transaction2(SmbState shared) {
        super(shared);
        meaning = shared.smb2Commands.of(Smb2HeaderView.SET_INFO);
    }

    @Override
    int requestWords(Smb1Unit unit) {
        return REQUEST_WORDS;
    }

    @Override
    int requestBytes(Smb1Unit unit) {
        return subcommandOf(unit) >= 0 ? unit.end : unit.bytesAt;
    }

    /** The subcommand; -1 where it neither opens nor changes a file. */
    private static int subcommandOf(Smb1Unit unit) {
        int subcommand = unit.wordCount < REQUEST_WORDS ? -1 : unit.word16(SUBCOMMAND_AT);
        return switch (subcommand) {
            case OPEN2, SET_PATH_INFORMATION, SET_FILE_INFORMATION -> subcommand;
            default -> -1;
        };
    }

    @Override
    void onRequest(Smb1Unit unit, Moment now) {
        int subcommand = subcommandOf(unit);
        if (subcommand == OPEN2 && isWhole(unit)) {
            CreateRequest asked = new CreateRequest();
            int nameAt = parametersAt(unit) + OPEN_NAME_AT;
            asked.path = nameAt < unit.end ? unit.path(unit.text(nameAt), unit.tree(now)) : null;
            open(unit, asked, now);
            return;
        }
        PendingRequest request = await(unit, now);
        if (subcommand > 0 && isWhole(unit)) {
            change(unit, request, now);
        }
    }

    /** Where the parameters begin, counted from the unit's start; ParameterOffset counts from the message's. */
    private static int parametersAt(Smb1Unit unit) {
        return unit.word16(PARAMETERS_AT) - unit.at;
    }

    private static int dataAt(Smb1Unit unit) {
        return unit.word16(DATA_AT) - unit.at;
    }

    /** Whether all of the request is in this message. */
    private boolean isWhole(Smb1Unit unit) {
        if (unit.word16(PARAMETERS_LENGTH_AT) < unit.word16(TOTAL_PARAMETERS_AT)
                || unit.word16(DATA_LENGTH_AT) < unit.word16(TOTAL_DATA_AT)) {
            shared.ledger.note(Anomaly.SMB1_TRANSACTION_SPLIT);
            return false;
        }
        int parametersAt = parametersAt(unit);
        int dataAt = dataAt(unit);
        if (parametersAt < unit.bytesAt
                || parametersAt + PARAMETERS_MIN > unit.end
                || dataAt < unit.bytesAt
                || dataAt + unit.word16(DATA_LENGTH_AT) > unit.end) {
            noteBeyond();
            return false;
        }
        return true;
    }

    private void change(Smb1Unit unit, PendingRequest request, Moment now) {
        int parametersAt = parametersAt(unit);
        int dataAt = dataAt(unit);
        if (unit.word16(SUBCOMMAND_AT) == SET_FILE_INFORMATION) {
            request.kind = kindOf(unit.view.u16le(parametersAt + FILE_LEVEL_AT));
            if (request.kind != 0) {
                change(unit, request, openOf(unit, unit.view.u16le(parametersAt + FILE_FID_AT), now), dataAt);
            }
        } else {
            request.kind = kindOf(unit.view.u16le(parametersAt + PATH_LEVEL_AT));
            if (request.kind != 0) {
                request.tree = unit.tree(now);
                request.ifUnanswered = IfUnanswered.OPEN_WAS_NOT;
                // It counts as an open that ends with the answer.
                String path = unit.path(unit.text(parametersAt + PATH_NAME_AT), request.tree);
                SmbOpen open =
                        shared.opens.byPath(unit.connection.connection, request.tree, path, SmbOpen.Action.OPENED, now);
                change(unit, request, open, dataAt);
            }
        }
    }

    private void change(Smb1Unit unit, PendingRequest request, SmbOpen open, int dataAt) {
        if (!readData(unit, request, open, dataAt, unit.word16(DATA_LENGTH_AT))) {
            noteBeyond();
            request.open = open;
            request.kind = 0;
        } else if (request.kind == DISPOSITION) {
            request.open = open;
        } else {
            shared.pending.change(request, open);
        }
    }

    /** The class of [MS-FSCC] that a level means; 0 where it changes neither content nor name. */
    private static int kindOf(int level) {
        int kind =
                switch (level) {
                    case SET_DISPOSITION -> DISPOSITION;
                    case SET_ALLOCATION -> ALLOCATION;
                    case SET_END_OF_FILE -> END_OF_FILE;
                    default -> level - PASS_THROUGH;
                };
        return switch (kind) {
            case RENAME, LINK, DISPOSITION, ALLOCATION, END_OF_FILE -> kind;
            default -> 0;
        };
    }

    private static boolean readData(Smb1Unit unit, PendingRequest request, SmbOpen open, int at, int bytes) {
        switch (request.kind) {
            case ALLOCATION, END_OF_FILE:
                request.number = bytes < 8 ? 0 : unit.view.i64le(at);
                return bytes >= 8;
            case DISPOSITION:
                request.number = bytes < 1 ? 0 : unit.view.u8(at) & 1;
                return bytes >= 1;
            default:
                if (bytes < NAME_AT || unit.view.u32le(at + NAME_LENGTH_AT) > bytes - NAME_AT) {
                    return false;
                }
                String name = unit.text(at + NAME_AT, unit.view.u32le(at + NAME_LENGTH_AT));
                request.detail = besides(open == null ? null : open.path, name);
                return true;
        }
    }

    /** The target of a rename: a name without a folder stays in the folder of the file. */
    private static String besides(String path, String name) {
        boolean alone = name.indexOf('\\') < 0 && !name.startsWith(":");
        int folderEnd = path == null ? -1 : path.lastIndexOf('\\');
        return alone && folderEnd >= 0
                ? path.substring(0, folderEnd + 1) + WirePath.insideShare(name)
                : WirePath.insideShare(name);
    }

    @Override
    boolean isFurtherPart(Smb1Unit answer) {
        return answer.wordCount >= ANSWER_WORDS
                && (answer.word16(PARAMETER_DISPLACEMENT_AT) | answer.word16(DATA_DISPLACEMENT_AT)) != 0;
    }

    @Override
    boolean readsBody(SmbAnswer answer) {
        return answer.granted();
    }

    @Override
    int answerBytes(Smb1Unit unit) {
        return opened(unit) ? unit.word16(ANSWER_PARAMETERS_AT) + OPENED_LENGTH : unit.bytesAt;
    }

    /** Whether the answer is that of TRANS2_OPEN2, with its parameters in the message. */
    private static boolean opened(Smb1Unit unit) {
        if (unit.wordCount < ANSWER_WORDS
                || unit.word16(TOTAL_PARAMETERS_AT) != OPENED_LENGTH
                || unit.word16(TOTAL_DATA_AT) != 0) {
            return false;
        }
        int parametersAt = unit.word16(ANSWER_PARAMETERS_AT);
        return parametersAt >= unit.bytesAt && parametersAt + OPENED_LENGTH <= unit.end;
    }

    @Override
    void readAnswer(Smb1Unit unit, SmbAnswer answer) {
        if (opened(unit)) {
            int from = unit.word16(ANSWER_PARAMETERS_AT);
            int results = unit.view.u16le(from + OPENED_ACTION_AT) & Smb1Open.RESULTS;
            long size = unit.view.u32le(from + OPENED_SIZE_AT);
            int resourceType = unit.view.u16le(from + OPENED_RESOURCE_TYPE_AT);
            fillAnswer(answer, unit.view.u16le(from + OPENED_FID_AT), results, size, 0, resourceType);
        }
    }

    /** The answer does not say what was set; but an answer to a query would hold data. */
    @Override
    boolean changesFile(Smb1Unit unit, SmbAnswer answer) {
        return opened(unit)
                ? super.changesFile(unit, answer)
                : unit.wordCount >= ANSWER_WORDS && unit.word16(TOTAL_DATA_AT) == 0;
    }

    @Override
    void onAnswer(ConnectionState connection, PendingRequest request, SmbAnswer answer, Moment now) {
        if (request.detail instanceof CreateRequest
                && !(answer.granted() && answer.volatileFileId == Smb1Unit.FID_OF_CHAIN)) {
            super.onAnswer(connection, request, answer, now);
            return;
        }
        SmbOpen byPath = request.tree == null ? null : request.open;
        if (request.kind == 0) {
            shared.pending.remove(request);
        } else {
            meaning.onAnswer(connection, request, answer, now);
        }
        if (byPath != null && answer.granted()) {
            shared.opens.closeGranted(connection, byPath, -1, now);
        } else if (byPath != null) {
            shared.opens.refuse(byPath, now);
        }
    }
}
