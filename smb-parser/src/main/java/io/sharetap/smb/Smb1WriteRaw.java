package io.sharetap.smb;

import io.sharetap.base.Anomaly;
import io.sharetap.base.Moment;

/**
 * WRITE_RAW and WRITE_MPX: [MS-CIFS] 2.2.4.25, 2.2.4.26. Their data comes without any header, and no server since
 * Windows 2000 takes them by default: they are named, and not followed.
 */
final class Smb1WriteRaw extends Smb1Command {
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
    }

    @Override
    boolean understoodAlone() {
        return true;
    }

    /**
     * A server that takes it after all changes a file out of sight. One that does not says so with a status that is no
     * error (STATUS_SMB_USE_STANDARD, [MS-CIFS] 2.2.2.4).
     */
    @Override
    void onAnswer(ConnectionState connection, PendingRequest request, Smb2Answer answer, Moment now) {
        if (answer.status == 0) {
            connection.unseenChanges().lose();
        }
    }
}
