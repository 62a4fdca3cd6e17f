package io.sharetap.smb;

import io.sharetap.base.Anomaly;
import io.sharetap.base.Moment;

/**
 * WRITE_RAW and WRITE_MPX: [MS-CIFS] 2.2.4.25, 2.2.4.26. Their data comes without a header. No Windows since 2000
 * accepts them by default, but Samba accepts the first. The files are named, but what is written is not followed.
 */
final class Smb1WriteRaw extends Smb1Command {
    private static final int FID_AT = 0; // FID, u16

    Smb1WriteRaw(SmbState shared) {
        super(shared);
    }

    @Override
    int requestWords(Smb1Unit unit) {
        return 0;
    }

    @Override
    int requestBytes(Smb1Unit unit) {
        return unit.bytesAt;
    }

    @Override
    void onRequest(Smb1Unit unit, Moment now) {
        shared.ledger.note(Anomaly.SMB1_WRITE_RAW_REFUSED);
        if (unit.command == Smb1Commands.WRITE_RAW && unit.wordCount > 0) {
            await(unit, now).open = openOf(unit, unit.word16(FID_AT), now);
        }
    }

    @Override
    boolean understoodAlone() {
        return true;
    }

    /**
     * A server that accepts the request changes a file unseen. One that does not answers with a status that is no error
     * (STATUS_SMB_USE_STANDARD, [MS-CIFS] 2.2.2.4).
     */
    @Override
    void onAnswer(ConnectionState connection, PendingRequest request, SmbAnswer answer, Moment now) {
        SmbOpen open = request == null ? null : request.open;
        if (request != null) {
            shared.pending.remove(request);
        }
        if (answer.status != 0) {
            return;
        }
        connection.unseenChanges().lose();
        if (open != null && !open.gone) {
            shared.opens.giveOut(open, now);
            shared.files.onDoubt(open, now);
        }
    }
}
