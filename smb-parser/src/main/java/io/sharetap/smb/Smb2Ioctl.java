package io.sharetap.smb;

import io.sharetap.base.Anomaly;
import io.sharetap.base.ByteWindow;
import io.sharetap.base.Count;
import io.sharetap.base.Moment;

/**
 * IOCTL, as far as it makes a server change content without a WRITE: [MS-SMB2] 2.2.31, 2.2.32, 3.3.5.15, [MS-FSCC] 2.3.
 */
final class Smb2Ioctl extends Smb2Command {
    private static final int REQUEST_RESUME_KEY = 0x0014_0078; // FSCTL_SRV_REQUEST_RESUME_KEY
    private static final int COPYCHUNK = 0x0014_40F2; // FSCTL_SRV_COPYCHUNK
    private static final int COPYCHUNK_WRITE = 0x0014_80F2; // FSCTL_SRV_COPYCHUNK_WRITE
    private static final int DUPLICATE_EXTENTS = 0x0009_8344; // FSCTL_DUPLICATE_EXTENTS_TO_FILE, [MS-FSCC] 2.3.8
    private static final int DUPLICATE_EXTENTS_EX = 0x0009_83E8; // FSCTL_DUPLICATE_EXTENTS_TO_FILE_EX, 2.3.9
    private static final int SET_ZERO_DATA = 0x0009_80C8; // FSCTL_SET_ZERO_DATA, 2.3.71
    private static final int OFFLOAD_WRITE = 0x0009_8268; // FSCTL_OFFLOAD_WRITE, 2.3.43

    private static final int CHUNKS_MAX = 256;
    private static final int CHUNKS_AT = 32; // of SRV_COPYCHUNK_COPY, 2.2.31.1: SourceKey, ChunkCount, Reserved, Chunks
    private static final int CHUNK_COUNT_AT = 24;
    private static final int CHUNK_LENGTH = 24; // SourceOffset, TargetOffset, Length, Reserved: 2.2.31.1.1
    private static final int DUPLICATE_LENGTH = 40; // FileId, SourceFileOffset, TargetFileOffset, ByteCount
    private static final int DUPLICATE_EX_AT = 8; // of the same behind StructureSize
    private static final int ZERO_DATA_LENGTH = 16; // FileOffset, BeyondFinalZero
    private static final int OFFLOAD_RANGE_AT = 8; // FileOffset and CopyLength, behind Size and Flags
    private static final int OFFLOAD_LENGTH = 24; // the rest is the token

    private static final int BODY = Smb2HeaderView.LENGTH;
    private static final int STRUCTURE_SIZE_LENGTH = 2;
    private static final int STRUCTURE_SIZE_OF_ERROR = 9; // an ERROR Response, 2.2.2, instead of the answer
    private static final int ANSWER_LENGTH = BODY + 48;
    private static final int ANSWER_CTL_CODE_AT = BODY + 4; // CtlCode, u32
    private static final int OUTPUT_OFFSET_AT = BODY + 32; // OutputOffset, u32
    private static final int OUTPUT_COUNT_AT = BODY + 36; // OutputCount, u32
    static final int RESUME_KEY_LENGTH = 24;
    static final int CHUNKS_WRITTEN_LENGTH = 12; // ChunksWritten, ChunkBytesWritten, TotalBytesWritten: 2.2.32.1
    private static final int CHUNK_BYTES_WRITTEN_AT = 4;
    private static final int OFFLOADED_LENGTH = 16; // Size, Flags, LengthWritten: [MS-FSCC] 2.3.44
    private static final int LENGTH_WRITTEN_AT = 8;

    private final Smb2IoctlView view = new Smb2IoctlView();
    private final OpenInUse opens;
    private final ImpliedWrite implied;

    Smb2Ioctl(SmbState shared, OpenInUse opens) {
        super(shared);
        this.opens = opens;
        implied = new ImpliedWrite(shared);
    }

    @Override
    int requestBytes(ByteWindow unit, Smb2Unit facts) {
        if (!view.wrap(unit)) {
            return Smb2IoctlView.FIXED_LENGTH;
        }
        long end = view.inputAt() + inputInUse(view.ctlCode(), view.inputBytes());
        return end <= facts.bytes ? (int) Math.max(Smb2IoctlView.FIXED_LENGTH, end) : Smb2IoctlView.FIXED_LENGTH;
    }

    @Override
    void onRequest(ByteWindow unit, Smb2Unit facts, Moment now) {
        view.wrap(unit);
        PendingRequest request = await(facts, now);
        request.kind = view.ctlCode();
        facts.fileId(view.persistentFileId(), view.volatileFileId());
        long inUse = inputInUse(request.kind, view.inputBytes());
        if (view.inputAt() + inUse > unit.length()) {
            shared.ledger.note(Anomaly.SMB2_FIELD_BEYOND_MESSAGE);
            return;
        }
        if (request.kind == PipeTraffic.TRANSCEIVE) {
            shared.pipes.transceive(facts, request, opens.known(facts, now), view.inputAt(), view.inputBytes());
            return;
        }
        if (!actsOnFiles(request.kind)) {
            shared.ledger.count(Count.SMB_IOCTLS_PASSED_OVER);
            return;
        }
        SmbOpen open = findsOnly(request.kind) ? opens.known(facts, now) : opens.of(facts, now);
        ask(request, open, unit, (int) view.inputAt(), (int) inUse);
    }

    /** Whether this control code changes content, or prepares that. */
    static boolean actsOnFiles(int ctlCode) {
        return ctlCode == REQUEST_RESUME_KEY || inputInUse(ctlCode, Integer.MAX_VALUE) > 0;
    }

    /** Whether this control code changes nothing itself; an open is not made anew for it. */
    static boolean findsOnly(int ctlCode) {
        return ctlCode == REQUEST_RESUME_KEY;
    }

    /** Reads the input at {@code at} into the pending request, whose {@code kind} is the control code. */
    void ask(PendingRequest request, SmbOpen open, ByteWindow unit, int at, int inUse) {
        switch (request.kind) {
            case REQUEST_RESUME_KEY -> request.open = open;
            case COPYCHUNK, COPYCHUNK_WRITE -> {
                if (inUse >= CHUNKS_AT) {
                    shared.pending.change(request, open);
                    request.detail = chunks(unit, at, inUse, open);
                }
            }
            case DUPLICATE_EXTENTS, DUPLICATE_EXTENTS_EX -> {
                int extentAt = request.kind == DUPLICATE_EXTENTS ? 0 : DUPLICATE_EX_AT;
                if (inUse == extentAt + DUPLICATE_LENGTH) {
                    shared.pending.change(request, open);
                    request.detail = extent(unit, at + extentAt, request.session);
                }
            }
            default -> { // SET_ZERO_DATA, OFFLOAD_WRITE
                int rangeAt = request.kind == SET_ZERO_DATA ? 0 : OFFLOAD_RANGE_AT;
                if (inUse == rangeAt + ZERO_DATA_LENGTH) {
                    shared.pending.change(request, open);
                    request.number = unit.i64le(at + rangeAt);
                    request.secondNumber = unit.i64le(at + rangeAt + 8);
                }
            }
        }
    }

    /** The bytes of the input that are looked at. */
    static long inputInUse(int ctlCode, long inputBytes) {
        return switch (ctlCode) {
            case COPYCHUNK, COPYCHUNK_WRITE -> Math.min(inputBytes, CHUNKS_AT + CHUNKS_MAX * CHUNK_LENGTH);
            case DUPLICATE_EXTENTS -> Math.min(inputBytes, DUPLICATE_LENGTH);
            case DUPLICATE_EXTENTS_EX -> Math.min(inputBytes, DUPLICATE_EX_AT + DUPLICATE_LENGTH);
            case SET_ZERO_DATA -> Math.min(inputBytes, ZERO_DATA_LENGTH);
            case OFFLOAD_WRITE -> Math.min(inputBytes, OFFLOAD_LENGTH);
            default -> 0;
        };
    }

    private CopyRequest chunks(ByteWindow unit, int at, int bytes, SmbOpen target) {
        if (target == null) {
            return null;
        }
        int count = (int) Math.min(unit.u32le(at + CHUNK_COUNT_AT), (bytes - CHUNKS_AT) / CHUNK_LENGTH);
        SmbOpen source = shared.opens.byResumeKey(target, unit.i64le(at), unit.i64le(at + 8), unit.i64le(at + 16));
        CopyRequest copy = new CopyRequest(source, count);
        for (int i = 0; i < count; i++) {
            int chunkAt = at + CHUNKS_AT + i * CHUNK_LENGTH;
            copy.chunk(i, unit.i64le(chunkAt), unit.i64le(chunkAt + 8), unit.u32le(chunkAt + 16));
        }
        return copy;
    }

    private CopyRequest extent(ByteWindow unit, int at, SmbSession session) {
        SmbOpen source = shared.opens.find(session, unit.i64le(at), unit.i64le(at + 8));
        CopyRequest copy = new CopyRequest(source, 1);
        copy.chunk(0, unit.i64le(at + 16), unit.i64le(at + 24), unit.i64le(at + 32));
        return copy;
    }

    @Override
    boolean readsBody(SmbAnswer answer) {
        return answer.granted() || CopyRequest.saysHowFar(answer.status);
    }

    private static boolean isError(ByteWindow unit) {
        return unit.length() >= BODY + STRUCTURE_SIZE_LENGTH && unit.u16le(BODY) == STRUCTURE_SIZE_OF_ERROR;
    }

    @Override
    int answerBytes(ByteWindow unit) {
        if (isError(unit)) {
            return unit.length();
        }
        if (unit.length() < ANSWER_LENGTH) {
            return unit.length() < BODY + STRUCTURE_SIZE_LENGTH ? BODY + STRUCTURE_SIZE_LENGTH : ANSWER_LENGTH;
        }
        long needed = outputNeeded(unit.i32le(ANSWER_CTL_CODE_AT));
        long outputAt = unit.u32le(OUTPUT_OFFSET_AT);
        boolean wanted = needed > 0 && unit.u32le(OUTPUT_COUNT_AT) >= needed && outputAt <= 0xFFFF;
        return wanted ? (int) Math.max(ANSWER_LENGTH, outputAt + needed) : unit.length();
    }

    @Override
    void readAnswer(ByteWindow unit, SmbAnswer answer) {
        if (isError(unit)) {
            return;
        }
        answer.kind = unit.i32le(ANSWER_CTL_CODE_AT);
        long needed = outputNeeded(answer.kind);
        long outputAt = unit.u32le(OUTPUT_OFFSET_AT);
        if (unit.u32le(OUTPUT_COUNT_AT) < needed || outputAt + needed > unit.length()) {
            shared.ledger.note(Anomaly.SMB2_FIELD_BEYOND_MESSAGE);
        } else if (needed == RESUME_KEY_LENGTH) {
            answer.number = needed;
            answer.firstOfKey = unit.i64le((int) outputAt);
            answer.secondOfKey = unit.i64le((int) outputAt + 8);
            answer.thirdOfKey = unit.i64le((int) outputAt + 16);
        } else if (needed == CHUNKS_WRITTEN_LENGTH) {
            boolean partOfOne = !answer.granted() && unit.u32le((int) outputAt + CHUNK_BYTES_WRITTEN_AT) != 0;
            answer.number = partOfOne ? -1 : unit.u32le((int) outputAt);
        } else if (needed == OFFLOADED_LENGTH) {
            answer.number = unit.i64le((int) outputAt + LENGTH_WRITTEN_AT);
        }
    }

    static int outputNeeded(int ctlCode) {
        return switch (ctlCode) {
            case REQUEST_RESUME_KEY -> RESUME_KEY_LENGTH;
            case COPYCHUNK, COPYCHUNK_WRITE -> CHUNKS_WRITTEN_LENGTH;
            case OFFLOAD_WRITE -> OFFLOADED_LENGTH;
            default -> 0;
        };
    }

    @Override
    boolean changesFile(SmbAnswer answer) {
        return actsOnFiles(answer.kind) && !findsOnly(answer.kind);
    }

    @Override
    void onAnswer(ConnectionState connection, PendingRequest request, SmbAnswer answer, Moment now) {
        SmbOpen open = request.open;
        int ctlCode = request.kind;
        long from = request.number;
        long to = request.secondNumber;
        CopyRequest copy = (CopyRequest) request.detail;
        shared.pending.remove(request);
        if (open == null || open.gone || open.hidden) {
            return;
        }
        boolean chunks = ctlCode == COPYCHUNK || ctlCode == COPYCHUNK_WRITE;
        if (!answer.granted()) {
            if (chunks && copy.mayHaveBegun(answer.status, answer.number)) {
                shared.opens.giveOut(open, now);
                copy.reportRefused(shared, open, answer.number, now);
            }
            return;
        }
        switch (ctlCode) {
            case REQUEST_RESUME_KEY -> {
                if (answer.number == RESUME_KEY_LENGTH) {
                    shared.opens.resumeKey(open, answer.firstOfKey, answer.secondOfKey, answer.thirdOfKey);
                }
            }
            case SET_ZERO_DATA -> implied.zeros(open, from, to, now);
            case OFFLOAD_WRITE ->
                implied.unknown(open, from, answer.number < 0 ? to : Math.min(to, answer.number), now);
            default -> {
                shared.opens.giveOut(open, now);
                copy.report(shared, open, chunks ? answer.number : 1, now);
            }
        }
    }
}
