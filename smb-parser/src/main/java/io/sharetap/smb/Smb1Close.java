package io.sharetap.smb;

import io.sharetap.base.Moment;
import io.sharetap.smb.PendingRequest.IfUnanswered;

/** CLOSE and CLOSE_AND_TREE_DISC: [MS-CIFS] 2.2.4.5, 2.2.4.45. */
final class Smb1Close extends Smb1Command {
    private static final int FID_AT = 0; // FID, u16

    private final Smb2Command meaning;

    Smb1Close(SmbState shared) {
        super(shared);
        meaning = shared.smb2Commands.of(Smb2HeaderView.CLOSE);
    }

    @Override
    int requestWords(Smb1Unit unit) {
        return 3;
    }

    @Override
    int requestBytes(Smb1Unit unit) {
        return unit.bytesAt;
    }

    @Override
    void onRequest(Smb1Unit unit, Moment now) {
        PendingRequest request = await(unit, now);
        request.open = knownOpen(unit, unit.word16(FID_AT), now);
        request.ifUnanswered = IfUnanswered.OPEN_ENDS;
    }

    @Override
    void onAnswer(ConnectionState connection, PendingRequest request, SmbAnswer answer, Moment now) {
        meaning.onAnswer(connection, request, answer, now);
    }
}
