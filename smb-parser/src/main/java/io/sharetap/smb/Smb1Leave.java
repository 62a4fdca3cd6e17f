package io.sharetap.smb;

import io.sharetap.base.Moment;

/** LOGOFF_ANDX and TREE_DISCONNECT: [MS-CIFS] 2.2.4.54, 2.2.4.51. Opens in the session or tree end with it. */
final class Smb1Leave extends Smb1Command {
    private final boolean wholeSession;
    private final Smb2Command meaning;

    Smb1Leave(SmbState shared, boolean wholeSession) {
        super(shared);
        this.wholeSession = wholeSession;
        meaning = shared.smb2Commands.of(wholeSession ? Smb2HeaderView.LOGOFF : Smb2HeaderView.TREE_DISCONNECT);
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
        PendingRequest request = await(unit, now);
        request.tree = wholeSession ? null : unit.tree(now);
    }

    @Override
    void onAnswer(ConnectionState connection, PendingRequest request, SmbAnswer answer, Moment now) {
        meaning.onAnswer(connection, request, answer, now);
    }
}
