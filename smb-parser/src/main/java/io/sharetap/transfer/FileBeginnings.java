package io.sharetap.transfer;

import io.sharetap.base.Moment;
import io.sharetap.smb.SmbOpen;

/** Takes what a CREATE's answer tells of a file: what became of its content, and which file it is. */
final class FileBeginnings {
    private final AssemblyState state;

    FileBeginnings(AssemblyState state) {
        this.state = state;
    }

    /** The name of a file comes after its first WRITEs, since answers were held up. */
    void named(OpenFile at, SmbOpen open, Moment now) {
        FileInAssembly file = at.file;
        FileKey key = FileKey.of(open, open.path());
        FileInAssembly known = state.table.find(key, now);
        if (known != null && !file.written()) {
            state.table.settleIfIdle(known, now);
            state.pending.move(file, known);
            at.lead(known);
            known.reachedBy(open);
            state.table.forget(file);
            state.table.busy(known, now);
            return;
        }
        if (file.written()) {
            // What was done in between, and in which order, cannot be told.
            at.based = true;
            file.doubt();
        }
        if (known != null) {
            known.doubt();
        }
        state.table.name(file, key, open.path());
    }

    /** What the CREATE did to the file that was there. */
    void begun(OpenFile at, SmbOpen open, Moment now) {
        FileInAssembly file = at.file;
        switch (open.action()) {
            case CREATED, SUPERSEDED, OVERWRITTEN -> {
                at.based = true;
                if (open.firstFrame() < file.changedFrame) {
                    file.doubt(); // told late: what was written since is told already
                    return;
                }
                if (file.hasNews()) {
                    state.reports.asItStands(file, now);
                }
                file.startOver();
                file.content.startEmpty();
                file.begin(open);
                file.changedInOrder(open.firstFrame());
                if (open.action() == SmbOpen.Action.CREATED) {
                    file.bornFrame = open.firstFrame();
                }
            }
            case OPENED -> {
                boolean sameAsBefore = open.endOfFile() == file.content.size() && file.content.sizeKnown();
                boolean atRest = !file.hasNews() && file.firstPending == null;
                if (open.endOfFile() >= 0 && atRest && (!sameAsBefore || state.table.mayBeAnother(file))) {
                    file.startOver();
                    file.content.startUnknown(open.endOfFile());
                    file.begin(open);
                }
                at.based = true;
            }
            default -> at.based = false;
        }
    }
}
