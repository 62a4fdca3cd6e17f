package io.sharetap.smb;

import io.sharetap.base.Anomaly;
import io.sharetap.base.ByteWindow;
import io.sharetap.base.Moment;

/**
 * Skips the commands that change no file. Inside a compound their FileId is noted, since the next request may take it
 * over.
 */
final class Smb2Other extends Smb2Command {
    private final boolean unknown;

    Smb2Other(SmbState shared, boolean unknown) {
        super(shared);
        this.unknown = unknown;
    }

    @Override
    int requestBytes(ByteWindow unit, Smb2Unit facts) {
        int fileIdAt = facts.leadsOn() ? fileIdAt(facts.command) : 0;
        return fileIdAt == 0 ? Smb2HeaderView.LENGTH : Smb2HeaderView.LENGTH + fileIdAt + 16;
    }

    @Override
    void onRequest(ByteWindow unit, Smb2Unit facts, Moment now) {
        if (unknown) {
            shared.ledger.note(Anomaly.SMB2_COMMAND_UNKNOWN);
        }
        if (facts.sessionId != 0) {
            facts.session(now);
        }
        int at = Smb2HeaderView.LENGTH + fileIdAt(facts.command);
        if (unit.length() >= at + 16) {
            facts.fileId(unit.i64le(at), unit.i64le(at + 8));
        }
    }

    @Override
    boolean awaited() {
        return false;
    }

    /** The offset of the FileId in the request's body; 0: there is none. */
    private static int fileIdAt(int command) {
        return switch (command) {
            case Smb2HeaderView.FLUSH, Smb2HeaderView.LOCK, Smb2HeaderView.OPLOCK_BREAK -> 8;
            case Smb2HeaderView.QUERY_DIRECTORY, Smb2HeaderView.CHANGE_NOTIFY -> 8;
            case Smb2HeaderView.READ -> 16;
            case Smb2HeaderView.QUERY_INFO -> 24;
            default -> 0;
        };
    }
}
