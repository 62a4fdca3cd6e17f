package io.sharetap.smb;

import io.sharetap.base.Anomaly;
import io.sharetap.base.Moment;

/**
 * NT_TRANSACT ([MS-CIFS] 2.2.4.62), as far as it opens files or copies between them: NT_TRANSACT_CREATE, 2.2.7.1, and
 * NT_TRANSACT_IOCTL, [MS-SMB] 2.2.7.2.
 */
final class Smb1NtTransact extends Smb1Opening {
    private static final int REQUEST_WORDS = 19;
    private static final int TOTAL_PARAMETERS_AT = 3; // TotalParameterCount, u32
    private static final int PARAMETERS_LENGTH_AT = 19; // ParameterCount, u32
    private static final int PARAMETERS_AT = 23; // ParameterOffset, u32
    private static final int FUNCTION_AT = 36; // Function, u16
    private static final int CREATE = 0x0001;
    private static final int IOCTL = 0x0002;

    // The data of an ioctl, and its Setup.
    private static final int TOTAL_DATA_AT = 7; // TotalDataCount, u32
    private static final int DATA_LENGTH_AT = 27; // DataCount, u32
    private static final int DATA_AT = 31; // DataOffset, u32
    private static final int FUNCTION_CODE_AT = 38; // FunctionCode, u32
    private static final int IOCTL_FID_AT = 42; // FID, u16
    private static final int IOCTL_WORDS = 23;

    // NT_Trans_Parameters of the request.
    private static final int ROOT_DIRECTORY_FID_AT = 4; // RootDirectoryFID, u32
    private static final int CREATE_OPTIONS_AT = 32; // CreateOptions, u32
    private static final int NAME_LENGTH_AT = 44; // NameLength, u32
    private static final int NAME_AT = 53; // Name

    private static final int ANSWER_WORDS = 18;
    private static final int ANSWER_PARAMETERS_AT = 15; // ParameterOffset, u32

    private static final int ANSWER_DATA_LENGTH_AT = 23; // DataCount, u32
    private static final int ANSWER_DATA_AT = 27; // DataOffset, u32
    private static final int PARAMETER_DISPLACEMENT_AT = 19; // ParameterDisplacement, u32
    private static final int DATA_DISPLACEMENT_AT = 31; // DataDisplacement, u32

    // NT_Trans_Parameters of the answer.
    private static final int ANSWER_LENGTH = 69;
    private static final int FID_AT = 2; // FID, u16
    private static final int CREATE_ACTION_AT = 4; // CreateAction, u32
    private static final int ATTRIBUTES_AT = 44; // ExtFileAttributes, u32
    private static final int END_OF_FILE_AT = 56; // EndOfFile, u64
    private static final int RESOURCE_TYPE_AT = 64; // ResourceType, u16

    private final Smb2Ioctl ioctls;

    Smb1NtTransact(SmbState shared) {
        super(shared);
        ioctls = (Smb2Ioctl) shared.smb2Commands.of(Smb2HeaderView.IOCTL);
    }

    @Override
    int requestWords(Smb1Unit unit) {
        return REQUEST_WORDS;
    }

    @Override
    int requestBytes(Smb1Unit unit) {
        return isCreate(unit) || isIoctl(unit) ? unit.end : unit.bytesAt;
    }

    @Override
    void onRequest(Smb1Unit unit, Moment now) {
        if (isIoctl(unit)) {
            onIoctl(unit, now);
            return;
        }
        CreateRequest asked = isCreate(unit) ? read(unit, now) : null;
        if (asked == null) {
            await(unit, now);
        } else {
            open(unit, asked, now);
        }
    }

    /** Reads a CREATE; null where it cannot be read. */
    private CreateRequest read(Smb1Unit unit, Moment now) {
        if (unit.word32(PARAMETERS_LENGTH_AT) < unit.word32(TOTAL_PARAMETERS_AT)) {
            shared.ledger.note(Anomaly.SMB1_TRANSACTION_SPLIT);
            return null;
        }
        long from = unit.word32(PARAMETERS_AT) - unit.at;
        if (from < unit.bytesAt || from + NAME_AT > unit.end) {
            noteBeyond();
            return null;
        }
        int parametersAt = (int) from;
        CreateRequest asked = new CreateRequest();
        int options = unit.view.i32le(parametersAt + CREATE_OPTIONS_AT);
        asked.directory = (options & Smb1NtCreate.FILE_DIRECTORY_FILE) != 0;
        asked.deleteOnClose = (options & Smb1NtCreate.FILE_DELETE_ON_CLOSE) != 0;
        String name = unit.text(parametersAt + NAME_AT, unit.view.u32le(parametersAt + NAME_LENGTH_AT));
        long rootFid = unit.view.u32le(parametersAt + ROOT_DIRECTORY_FID_AT);
        asked.path = below(unit, rootFid, unit.path(name, unit.tree(now)), now);
        return asked;
    }

    private void onIoctl(Smb1Unit unit, Moment now) {
        PendingRequest request = await(unit, now);
        int ctlCode = (int) unit.word32(FUNCTION_CODE_AT);
        long from = unit.word32(DATA_AT) - unit.at;
        long inUse = Smb2Ioctl.inputInUse(ctlCode, unit.word32(DATA_LENGTH_AT));
        if (unit.word32(DATA_LENGTH_AT) < unit.word32(TOTAL_DATA_AT)) {
            shared.ledger.note(Anomaly.SMB1_TRANSACTION_SPLIT);
        } else if (inUse > 0 && (from < unit.bytesAt || from + inUse > unit.end)) {
            noteBeyond();
        } else {
            int fid = unit.word16(IOCTL_FID_AT);
            request.kind = ctlCode;
            ioctls.ask(
                    request,
                    Smb2Ioctl.findsOnly(ctlCode) ? knownOpen(unit, fid, now) : openOf(unit, fid, now),
                    unit.view,
                    (int) from,
                    (int) inUse);
        }
    }

    private static boolean isIoctl(Smb1Unit unit) {
        return unit.wordCount >= IOCTL_WORDS
                && unit.word16(FUNCTION_AT) == IOCTL
                && Smb2Ioctl.actsOnFiles((int) unit.word32(FUNCTION_CODE_AT));
    }

    private static boolean isCreate(Smb1Unit unit) {
        return unit.wordCount >= REQUEST_WORDS && unit.word16(FUNCTION_AT) == CREATE;
    }

    @Override
    boolean isFurtherPart(Smb1Unit answer) {
        return answer.wordCount >= ANSWER_WORDS
                && (answer.word32(PARAMETER_DISPLACEMENT_AT) | answer.word32(DATA_DISPLACEMENT_AT)) != 0;
    }

    @Override
    boolean readsBody(SmbAnswer answer) {
        return answer.granted();
    }

    @Override
    int answerBytes(Smb1Unit unit) {
        if (unit.wordCount < ANSWER_WORDS) {
            return unit.bytesAt;
        }
        long parametersEnd = unit.word32(ANSWER_PARAMETERS_AT) + ANSWER_LENGTH;
        long dataEnd = unit.word32(ANSWER_DATA_AT) + Smb2Ioctl.RESUME_KEY_LENGTH;
        return (int) Math.max(unit.bytesAt, Math.min(unit.end, Math.max(parametersEnd, dataEnd)));
    }

    @Override
    void readAnswer(Smb1Unit unit, SmbAnswer answer) {
        // Only the request tells how the parts of the answer are to be read.
        readIoctl(unit, answer);
        if (unit.wordCount < ANSWER_WORDS || unit.word32(ANSWER_PARAMETERS_AT) + ANSWER_LENGTH > unit.view.length()) {
            return;
        }
        int from = (int) unit.word32(ANSWER_PARAMETERS_AT);
        fillAnswer(
                answer,
                unit.view.u16le(from + FID_AT),
                unit.view.i32le(from + CREATE_ACTION_AT),
                unit.view.i64le(from + END_OF_FILE_AT),
                unit.view.i32le(from + ATTRIBUTES_AT),
                unit.view.u16le(from + RESOURCE_TYPE_AT));
    }

    /** Reads the begin of the data: a resume key, or the number of chunks written, for {@link SmbAnswer#chunks}. */
    private static void readIoctl(Smb1Unit unit, SmbAnswer answer) {
        if (unit.wordCount < ANSWER_WORDS) {
            return;
        }
        long from = unit.word32(ANSWER_DATA_AT);
        long bytes = Math.min(unit.word32(ANSWER_DATA_LENGTH_AT), unit.view.length() - from);
        if (bytes >= 4) {
            answer.chunks = unit.view.u32le((int) from);
        }
        if (bytes >= Smb2Ioctl.RESUME_KEY_LENGTH) {
            answer.firstOfKey = unit.view.i64le((int) from);
            answer.secondOfKey = unit.view.i64le((int) from + 8);
            answer.thirdOfKey = unit.view.i64le((int) from + 16);
        }
    }

    /** The answer does not say what was done. */
    @Override
    boolean changesFile(Smb1Unit unit, SmbAnswer answer) {
        return true;
    }

    @Override
    void onAnswer(ConnectionState connection, PendingRequest request, SmbAnswer answer, Moment now) {
        if (request.kind != 0) {
            answer.number = switch (Smb2Ioctl.outputNeeded(request.kind)) {
                case Smb2Ioctl.RESUME_KEY_LENGTH -> Smb2Ioctl.RESUME_KEY_LENGTH;
                case Smb2Ioctl.CHUNKS_WRITTEN_LENGTH -> answer.granted() ? answer.chunks : -1;
                default -> -1; // the server does not tell
            };
            ioctls.onAnswer(connection, request, answer, now);
        } else if (request.detail == null || answer.granted() && answer.volatileFileId == Smb1Unit.FID_OF_CHAIN) {
            shared.pending.remove(request);
        } else {
            super.onAnswer(connection, request, answer, now);
        }
    }
}
