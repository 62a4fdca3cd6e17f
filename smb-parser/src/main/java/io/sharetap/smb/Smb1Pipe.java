package io.sharetap.smb;

import io.sharetap.base.Anomaly;
import io.sharetap.base.Moment;

/**
 * READ_ANDX ([MS-CIFS] 2.2.4.42) and TRANSACTION's TRANS_TRANSACT_NMPIPE (2.2.4.33, 2.2.5.6), by which bytes come out
 * of a pipe. Of files, the first two bytes that are read are looked at.
 */
final class Smb1Pipe extends Smb1Command {
    private static final int READ_FID_AT = 4; // FID, u16
    private static final int READ_OFFSET_AT = 6; // Offset, u32
    private static final int READ_OFFSET_HIGH_AT = 20; // OffsetHigh, u32, of 12 words
    private static final int READ_WORDS = 10;
    private static final int LONG_READ_WORDS = 12;
    private static final int TRANSACTION_WORDS = 16;
    private static final int DATA_LENGTH_AT = 22; // DataCount, u16
    private static final int DATA_AT = 24; // DataOffset, u16
    private static final int SUBCOMMAND_AT = 28; // Setup[0], u16
    private static final int TRANSACT_FID_AT = 30; // Setup[1], u16: FID
    private static final int TRANSACT_NMPIPE = 0x0026;

    private static final int READ_ANSWER_WORDS = 12;
    private static final int READ_ANSWER_LENGTH_AT = 10; // DataLength, u16
    private static final int READ_ANSWER_DATA_AT = 12; // DataOffset, u16
    private static final int TRANSACTION_ANSWER_WORDS = 10;
    private static final int ANSWER_TOTAL_DATA_AT = 2; // TotalDataCount, u16
    private static final int ANSWER_DATA_LENGTH_AT = 12; // DataCount, u16
    private static final int ANSWER_DATA_AT = 14; // DataOffset, u16
    private static final int ANSWER_DISPLACEMENT_AT = 16; // DataDisplacement, u16

    Smb1Pipe(SmbState shared) {
        super(shared);
    }

    @Override
    int requestWords(Smb1Unit unit) {
        return unit.command == Smb1Commands.READ_ANDX ? READ_WORDS : 0;
    }

    @Override
    int requestBytes(Smb1Unit unit) {
        return unit.bytesAt;
    }

    @Override
    void onRequest(Smb1Unit unit, Moment now) {
        SmbSession session = unit.session(now);
        boolean reads = unit.command == Smb1Commands.READ_ANDX;
        boolean transacts =
                !reads && unit.wordCount >= TRANSACTION_WORDS && unit.word16(SUBCOMMAND_AT) == TRANSACT_NMPIPE;
        boolean beginning = reads && isBeginning(unit);
        if (!beginning && (!session.pipes || !reads && !transacts)) {
            return;
        }
        SmbOpen open = knownOpen(unit, unit.word16(reads ? READ_FID_AT : TRANSACT_FID_AT), now);
        boolean pipe = PipeTraffic.isPipe(open);
        if (!pipe && !(beginning && PipeTraffic.mayReadProgram(open))) {
            return;
        }
        shared.pipes.await(await(unit, now), open);
        if (transacts && pipe) {
            take(shared, unit, open, unit.word16(DATA_AT), unit.word16(DATA_LENGTH_AT));
        }
    }

    private static boolean isBeginning(Smb1Unit unit) {
        return unit.word32(READ_OFFSET_AT) == 0
                && (unit.wordCount < LONG_READ_WORDS || unit.word32(READ_OFFSET_HIGH_AT) == 0);
    }

    private static void take(SmbState shared, Smb1Unit unit, SmbOpen pipe, int offset, int length) {
        if (length == 0) {
            return;
        }
        int dataAt = offset - unit.at;
        int dataMax = (unit.next == 0 ? unit.cursor.unitBytesMax() : unit.next) - dataAt;
        if (dataAt < unit.bytesAt || dataMax <= 0) {
            shared.ledger.note(Anomaly.SMB1_FIELD_BEYOND_MESSAGE);
            return;
        }
        unit.dataAt = dataAt;
        unit.dataBytes = Math.min(length, dataMax);
        unit.piped = pipe;
    }

    /**
     * Finds the bytes that an answer gives out of a pipe, or the begin of a program. The request waits no longer,
     * unless further parts of the answer follow.
     *
     * @return how many bytes of the answer must be in view first; 0: no more than are
     */
    static int readAnswer(SmbState shared, Smb1Unit answer, PendingRequest request, Moment now) {
        SmbOpen pipe = request.pipe;
        boolean reads = answer.command == Smb1Commands.READ_ANDX;
        int words = reads ? READ_ANSWER_WORDS : TRANSACTION_ANSWER_WORDS;
        boolean gives = PipeTraffic.gives(answer.status) && answer.wordCount >= words;
        boolean more = false;
        if (gives && !pipe.hidden) {
            int end = answer.word16(READ_ANSWER_DATA_AT) - answer.at + PipeTraffic.PROGRAM_BYTES;
            boolean there = answer.word16(READ_ANSWER_LENGTH_AT) >= PipeTraffic.PROGRAM_BYTES
                    && end > answer.bytesAt
                    && end <= answer.cursor.unitBytesMax();
            if (there && answer.view.length() < end) {
                return end;
            }
            if (there) {
                shared.pipes.noteProgram(pipe, answer.view.u16le(end - PipeTraffic.PROGRAM_BYTES), now);
            }
        } else if (gives && !pipe.gone) {
            int length = answer.word16(reads ? READ_ANSWER_LENGTH_AT : ANSWER_DATA_LENGTH_AT);
            take(shared, answer, pipe, answer.word16(reads ? READ_ANSWER_DATA_AT : ANSWER_DATA_AT), length);
            more = !reads
                    && length > 0
                    && answer.word16(ANSWER_DISPLACEMENT_AT) + length < answer.word16(ANSWER_TOTAL_DATA_AT);
        }
        if (!more) {
            shared.pending.remove(request);
        }
        return 0;
    }

    /** Answers about pipes are taken by {@link #readAnswer} before. */
    @Override
    boolean awaited() {
        return false;
    }

    @Override
    void onAnswer(ConnectionState connection, PendingRequest request, SmbAnswer answer, Moment now) {
        // not awaited
    }
}
