package io.sharetap.smb;

import io.sharetap.base.ByteWindow;
import io.sharetap.base.Moment;

/** READ: [MS-SMB2] 2.2.19, 2.2.20. Of pipes, all that is read is looked at; of files, the first two bytes. */
final class Smb2Read extends Smb2Command {
    private static final int OFFSET_AT = Smb2HeaderView.LENGTH + 8; // Offset, u64
    private static final int FILE_ID_AT = Smb2HeaderView.LENGTH + 16; // FileId.Persistent and .Volatile, u64 each
    private static final int FILE_ID_LENGTH = 16;

    Smb2Read(SmbState shared) {
        super(shared);
    }

    @Override
    int requestBytes(ByteWindow unit, Smb2Unit facts) {
        return FILE_ID_AT + FILE_ID_LENGTH;
    }

    @Override
    void onRequest(ByteWindow unit, Smb2Unit facts, Moment now) {
        SmbSession session = facts.session(now);
        facts.fileId(unit.i64le(FILE_ID_AT), unit.i64le(FILE_ID_AT + 8));
        boolean beginning = unit.i64le(OFFSET_AT) == 0;
        if (session.pipes || beginning) {
            SmbOpen open = facts.knownOpen(now);
            if (PipeTraffic.isPipe(open) || beginning && PipeTraffic.mayReadProgram(open)) {
                shared.pipes.await(await(facts, now), open);
            }
        }
    }

    /** Answers that are looked at are taken by {@link PipeTraffic} before. */
    @Override
    boolean awaited() {
        return false;
    }
}
