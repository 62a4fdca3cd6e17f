package io.sharetap.smb;

import io.sharetap.base.Anomaly;
import io.sharetap.base.Moment;

/** Skips commands that say nothing of files' content, and counts those that do not exist. */
final class Smb1Other extends Smb1Command {
    private final boolean unknown;

    Smb1Other(SmbState shared, boolean unknown) {
        super(shared);
        this.unknown = unknown;
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
        if (unknown) {
            shared.ledger.note(Anomaly.SMB1_COMMAND_UNKNOWN);
        }
    }

    @Override
    boolean awaited() {
        return false;
    }

    @Override
    void onAnswer(ConnectionState connection, PendingRequest request, SmbAnswer answer, Moment now) {
        // not awaited
    }
}
