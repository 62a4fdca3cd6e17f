package io.sharetap.smb;

import io.sharetap.base.Anomaly;
import io.sharetap.base.ByteWindow;
import io.sharetap.base.Moment;

/**
 * NEGOTIATE: [MS-SMB2] 2.2.4. Only the answer counts, and it is read without its request. The request may have been
 * SMB1's; the answer's dialect may then be 0x02FF, which says that another NEGOTIATE follows (3.3.5.3.1).
 */
final class Smb2Negotiate extends Smb2Command {
    private static final int BODY = Smb2HeaderView.LENGTH;
    private static final int ANSWER_LENGTH = BODY + 64;
    private static final int DIALECT_REVISION_AT = BODY + 4; // DialectRevision, u16
    private static final int MAX_WRITE_SIZE_AT = BODY + 36; // MaxWriteSize, u32
    private static final int DIALECT_WILDCARD = 0x02FF;

    Smb2Negotiate(SmbState shared) {
        super(shared);
    }

    @Override
    int requestBytes(ByteWindow unit, Smb2Unit facts) {
        return Smb2HeaderView.LENGTH;
    }

    @Override
    void onRequest(ByteWindow unit, Smb2Unit facts, Moment now) {
        // The client's offer decides nothing.
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
        answer.kind = unit.u16le(DIALECT_REVISION_AT);
        answer.number = unit.u32le(MAX_WRITE_SIZE_AT);
    }

    @Override
    boolean understoodAlone() {
        return true;
    }

    @Override
    void onAnswer(ConnectionState connection, PendingRequest request, SmbAnswer answer, Moment now) {
        if (answer.granted() && answer.kind != DIALECT_WILDCARD) {
            connection.maxWriteBytes = answer.number;
            connection.negotiated(nameOf(answer.kind));
        }
    }

    private String nameOf(int dialectRevision) {
        return switch (dialectRevision) {
            case 0x0202 -> "2.0.2";
            case 0x0210 -> "2.1";
            case 0x0300 -> "3.0";
            case 0x0302 -> "3.0.2";
            case 0x0311 -> "3.1.1";
            default -> {
                shared.ledger.note(Anomaly.SMB2_VALUE_UNKNOWN);
                yield null;
            }
        };
    }
}
