package io.sharetap.smb;

import io.sharetap.base.ByteWindow;
import io.sharetap.base.Moment;
import io.sharetap.smb.PendingRequest.IfUnanswered;

/** CLOSE: [MS-SMB2] 2.2.15, 2.2.16, 3.3.5.10. */
final class Smb2Close extends Smb2Command {
    private static final int BODY = Smb2HeaderView.LENGTH;
    private static final int REQUEST_LENGTH = BODY + 24;
    private static final int PERSISTENT_AT = BODY + 8; // FileId.Persistent, u64
    private static final int VOLATILE_AT = BODY + 16; // FileId.Volatile, u64

    private static final int ANSWER_LENGTH = BODY + 60;
    private static final int ANSWER_FLAGS_AT = BODY + 2; // Flags, u16
    private static final int FLAG_POSTQUERY_ATTRIB = 0x0001;
    private static final int END_OF_FILE_AT = BODY + 48; // EndofFile, u64

    private final OpenInUse opens;

    Smb2Close(SmbState shared, OpenInUse opens) {
        super(shared);
        this.opens = opens;
    }

    @Override
    int requestBytes(ByteWindow unit, Smb2Unit facts) {
        return REQUEST_LENGTH;
    }

    @Override
    void onRequest(ByteWindow unit, Smb2Unit facts, Moment now) {
        PendingRequest request = await(facts, now);
        facts.fileId(unit.i64le(PERSISTENT_AT), unit.i64le(VOLATILE_AT));
        request.open = opens.known(facts, now);
        if (request.open == null && facts.fileIdKnown) {
            shared.unaskedOpens.forget(request.session, facts.persistentFileId, facts.volatileFileId);
        }
        request.ifUnanswered = IfUnanswered.OPEN_ENDS;
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
        if ((unit.u16le(ANSWER_FLAGS_AT) & FLAG_POSTQUERY_ATTRIB) != 0) {
            answer.number = unit.i64le(END_OF_FILE_AT);
        }
    }

    /** A refused CLOSE closes nothing: the open stays until its session ends. */
    @Override
    void onAnswer(ConnectionState connection, PendingRequest request, SmbAnswer answer, Moment now) {
        SmbOpen open = request.open;
        shared.pending.remove(request);
        if (open != null && answer.granted()) {
            shared.opens.closeGranted(connection, open, answer.number, now);
        }
    }
}
