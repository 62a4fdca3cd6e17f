package io.sharetap.smb;

import io.sharetap.base.Anomaly;
import io.sharetap.base.Count;
import io.sharetap.base.Moment;

/**
 * WRITE_ANDX, WRITE, WRITE_AND_UNLOCK and WRITE_AND_CLOSE: [MS-CIFS] 2.2.4.43, 2.2.4.12, 2.2.4.21, 2.2.4.40, and
 * [MS-SMB] 2.2.4.3. The data is streamed without being looked at.
 */
final class Smb1Write extends Smb1Command {
    private static final int ANDX_WORDS = 12;
    private static final int ANDX_WORDS_WITH_OFFSET_HIGH = 14;
    private static final int ANDX_FID_AT = 4; // FID, u16
    private static final int ANDX_OFFSET_AT = 6; // Offset, u32
    private static final int ANDX_DATA_LENGTH_HIGH_AT = 18; // DataLengthHigh, u16
    private static final int ANDX_DATA_LENGTH_AT = 20; // DataLength, u16
    private static final int ANDX_DATA_OFFSET_AT = 22; // DataOffset, u16
    private static final int ANDX_OFFSET_HIGH_AT = 24; // OffsetHigh, u32

    private static final int WRITE_WORDS = 5;
    private static final int AND_CLOSE_WORDS = 6;
    private static final int FID_AT = 0; // FID, u16
    private static final int COUNT_AT = 2; // CountOfBytesToWrite, u16
    private static final int OFFSET_AT = 4; // WriteOffsetInBytes, u32
    private static final int BUFFER_HEAD = 3; // BufferFormat, u8, and DataLength, u16
    private static final int AND_CLOSE_PAD = 1;

    private static final int ANSWER_ANDX_COUNT_AT = 4; // Count, u16
    private static final int ANSWER_ANDX_COUNT_HIGH_AT = 8; // CountHigh, u16
    private static final int ANSWER_COUNT_AT = 0; // CountOfBytesWritten, u16
    private static final int ANDX_ANSWER_WORDS = 6;

    /** In {@link PendingRequest#kind}: further effects of the answer. */
    static final int CLOSES = 1;

    private static final int CUTS = 2;

    private final Smb2Command meaning;

    Smb1Write(SmbState shared) {
        super(shared);
        meaning = shared.smb2Commands.of(Smb2HeaderView.WRITE);
    }

    @Override
    int requestWords(Smb1Unit unit) {
        return switch (unit.command) {
            case Smb1Commands.WRITE_ANDX -> ANDX_WORDS;
            case Smb1Commands.WRITE_AND_CLOSE -> AND_CLOSE_WORDS;
            default -> WRITE_WORDS;
        };
    }

    @Override
    int requestBytes(Smb1Unit unit) {
        return unit.bytesAt;
    }

    @Override
    void onRequest(Smb1Unit unit, Moment now) {
        PendingRequest request = await(unit, now);
        boolean andX = unit.command == Smb1Commands.WRITE_ANDX;
        request.kind = unit.command == Smb1Commands.WRITE_AND_CLOSE ? CLOSES : 0;
        SmbOpen open = openOf(unit, unit.word16(andX ? ANDX_FID_AT : FID_AT), now);
        if (open == null) {
            writePipe(unit, andX, now);
            return;
        }
        long offset = andX ? andXOffset(unit) : unit.word32(OFFSET_AT);
        int length = andX ? andXLength(unit) : unit.word16(COUNT_AT);
        if (length == 0) {
            request.open = open;
            request.number = offset;
            if (unit.command == Smb1Commands.WRITE) {
                // [MS-CIFS] 2.2.4.12.1: a WRITE of no bytes makes the file end at its offset.
                request.kind |= CUTS;
                shared.pending.change(request, open);
            }
        } else if (offset != SmbWrite.APPEND && (offset < 0 || offset > Long.MAX_VALUE - length)) {
            shared.ledger.note(Anomaly.SMB1_FILE_OFFSET_INVALID);
        } else if (findData(unit, length)) {
            unit.connection.noteFirstWrite(open, offset);
            shared.opens.giveOut(open, now);
            shared.ledger.count(Count.WRITES);
            shared.files.onWrite(shared.pending.write(request, open, offset, unit.dataBytes), now);
            request.streaming = true;
            unit.connection.streaming = request;
        }
    }

    /** Data that is written to a pipe is streamed; nothing of it is kept. */
    private void writePipe(Smb1Unit unit, boolean andX, Moment now) {
        SmbOpen open = knownOpen(unit, unit.word16(andX ? ANDX_FID_AT : FID_AT), now);
        int length = andX ? andXLength(unit) : unit.word16(COUNT_AT);
        if (PipeTraffic.isPipe(open) && length != 0 && findData(unit, length)) {
            unit.piped = open;
        }
    }

    private static long andXOffset(Smb1Unit unit) {
        long low = unit.word32(ANDX_OFFSET_AT);
        if (unit.wordCount < ANDX_WORDS_WITH_OFFSET_HIGH) {
            return low;
        }
        return unit.word32(ANDX_OFFSET_HIGH_AT) << 32 | low;
    }

    private static int andXLength(Smb1Unit unit) {
        return unit.word16(ANDX_DATA_LENGTH_HIGH_AT) << 16 | unit.word16(ANDX_DATA_LENGTH_AT);
    }

    /** Finds the data; false where it lies outside of the message, so that no server would accept it. */
    private boolean findData(Smb1Unit unit, int length) {
        int dataAt =
                switch (unit.command) {
                    case Smb1Commands.WRITE_ANDX -> unit.word16(ANDX_DATA_OFFSET_AT) - unit.at;
                    case Smb1Commands.WRITE_AND_CLOSE -> unit.bytesAt + AND_CLOSE_PAD;
                    default -> unit.bytesAt + BUFFER_HEAD;
                };
        int dataMax = (unit.next == 0 ? unit.cursor.unitBytesMax() : unit.next) - dataAt;
        if (dataAt < unit.bytesAt || dataMax <= 0) {
            noteBeyond();
            return false;
        }
        if (Integer.compareUnsigned(length, dataMax) > 0) {
            shared.ledger.note(Anomaly.SMB1_WRITE_BEYOND_MESSAGE);
        }
        unit.dataAt = dataAt;
        unit.dataBytes = Integer.compareUnsigned(length, dataMax) > 0 ? dataMax : length;
        return true;
    }

    @Override
    int answerWords() {
        return 1;
    }

    @Override
    void readAnswer(Smb1Unit unit, SmbAnswer answer) {
        if (unit.command != Smb1Commands.WRITE_ANDX) {
            answer.number = unit.word16(ANSWER_COUNT_AT);
        } else if (unit.wordCount >= ANDX_ANSWER_WORDS) {
            answer.number = (long) unit.word16(ANSWER_ANDX_COUNT_HIGH_AT) << 16 | unit.word16(ANSWER_ANDX_COUNT_AT);
        } else {
            shared.ledger.note(Anomaly.SMB1_BODY_SHORT);
            answer.number = 0;
        }
    }

    /** A WRITE of no bytes sets the end of the file. */
    @Override
    boolean changesFile(Smb1Unit unit, SmbAnswer answer) {
        return answer.number > 0 || unit.command == Smb1Commands.WRITE;
    }

    @Override
    void onAnswer(ConnectionState connection, PendingRequest request, SmbAnswer answer, Moment now) {
        boolean closes = (request.kind & CLOSES) != 0;
        boolean cuts = (request.kind & CUTS) != 0;
        SmbOpen open = request.open;
        long endOfFile = request.number;
        meaning.onAnswer(connection, request, answer, now);
        if (!answer.granted() || open == null || open.gone) {
            return;
        }
        if (cuts) {
            shared.opens.giveOut(open, now);
            shared.files.onEndOfFile(open, endOfFile, now);
        }
        if (closes) {
            shared.opens.closeGranted(connection, open, -1, now);
        }
    }
}
