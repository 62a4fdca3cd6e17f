package io.sharetap.smb;

import io.sharetap.base.Anomaly;
import io.sharetap.base.ByteWindow;
import io.sharetap.base.Count;
import io.sharetap.base.Moment;
import io.sharetap.smb.FileOpSink.Outcome;

/** WRITE: [MS-SMB2] 2.2.21, 2.2.22, 3.3.5.13. The data is streamed without being looked at. */
final class Smb2Write extends Smb2Command {
    private static final int BODY = Smb2HeaderView.LENGTH;
    private static final int ANSWER_LENGTH = BODY + 8;
    private static final int COUNT_AT = BODY + 4; // Count, u32

    private final Smb2WriteView view = new Smb2WriteView();
    private final OpenInUse opens;

    Smb2Write(SmbState shared, OpenInUse opens) {
        super(shared);
        this.opens = opens;
    }

    @Override
    int requestBytes(ByteWindow unit, Smb2Unit facts) {
        return Smb2WriteView.FIXED_LENGTH;
    }

    @Override
    void onRequest(ByteWindow unit, Smb2Unit facts, Moment now) {
        view.wrap(unit);
        PendingRequest request = await(facts, now);
        facts.fileId(view.persistentFileId(), view.volatileFileId());
        boolean elsewhere = view.channel() != 0 && view.length() == 0;
        if (view.channel() != 0) {
            shared.ledger.note(Anomaly.SMB2_WRITE_BY_RDMA);
        }
        if ((elsewhere ? view.remainingBytes() : view.length()) == 0) {
            return;
        }
        SmbOpen open = opens.of(facts, now);
        if (open == null) {
            shared.pipes.write(facts, view.dataOffset(), view.length());
            return;
        }
        if (!isPossible(elsewhere ? view.remainingBytes() : view.length()) || !elsewhere && !holdsData(facts)) {
            // No server should accept it; if one does, what it wrote is not known.
            request.open = open;
            return;
        }
        if (elsewhere) {
            begin(request, open, (int) Math.min(view.remainingBytes(), Integer.MAX_VALUE), now);
            shared.files.onWriteGap(request.write, 0, request.write.dataBytes, now);
            return;
        }
        int dataBytes = (int) Math.min(view.length(), facts.bytes - view.dataOffset());
        facts.dataAt = view.dataOffset();
        facts.dataBytes = dataBytes;
        begin(request, open, dataBytes, now);
        request.streaming = true;
        facts.connection.streaming = request;
    }

    private void begin(PendingRequest request, SmbOpen open, int dataBytes, Moment now) {
        open.encrypted |= shared.readsDecrypted;
        request.connection.noteFirstWrite(open, view.fileOffset());
        shared.opens.giveOut(open, now);
        shared.ledger.count(Count.WRITES);
        shared.files.onWrite(shared.pending.write(request, open, view.fileOffset(), dataBytes), now);
    }

    /** Whether the data lies inside of the message. */
    private boolean holdsData(Smb2Unit facts) {
        if (view.dataOffset() < Smb2WriteView.FIXED_LENGTH || view.dataOffset() >= facts.bytes) {
            shared.ledger.note(Anomaly.SMB2_FIELD_BEYOND_MESSAGE);
            return false;
        }
        if (view.length() > facts.bytes - view.dataOffset()) {
            shared.ledger.note(Anomaly.SMB2_WRITE_BEYOND_MESSAGE);
        }
        if (facts.connection.maxWriteBytes >= 0 && view.length() > facts.connection.maxWriteBytes) {
            shared.ledger.note(Anomaly.SMB2_WRITE_TOO_LONG);
        }
        return true;
    }

    /** Whether a file can have such an offset. */
    private boolean isPossible(long length) {
        long offset = view.fileOffset();
        if (offset != SmbWrite.APPEND && (offset < 0 || offset > Long.MAX_VALUE - length)) {
            shared.ledger.note(Anomaly.SMB2_FILE_OFFSET_INVALID);
            return false;
        }
        return true;
    }

    @Override
    boolean readsBody(SmbAnswer answer) {
        return answer.granted();
    }

    @Override
    int answerBytes(ByteWindow unit) {
        return ANSWER_LENGTH;
    }

    @Override
    void readAnswer(ByteWindow unit, SmbAnswer answer) {
        answer.number = unit.u32le(COUNT_AT);
    }

    @Override
    boolean changesFile(SmbAnswer answer) {
        return answer.number > 0;
    }

    @Override
    void onAnswer(ConnectionState connection, PendingRequest request, SmbAnswer answer, Moment now) {
        if (request.write == null) {
            SmbOpen open = request.open;
            shared.pending.remove(request);
            if (open != null && !open.gone && answer.granted() && answer.number > 0) {
                shared.opens.giveOut(open, now);
                shared.files.onDoubt(open, now);
            }
        } else if (answer.granted()) {
            shared.pending.finishWrite(request, Outcome.CONFIRMED, countOf(request, answer), now);
        } else {
            shared.pending.finishWrite(request, Outcome.REFUSED, 0, now);
        }
    }

    /** The number of the write's bytes that the answer confirms. */
    static int countOf(PendingRequest request, SmbAnswer answer) {
        return answer.granted() ? (int) Math.min(answer.number, request.write.dataBytes) : 0;
    }
}
