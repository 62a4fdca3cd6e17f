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
        FileInAssembly file = at.file();
        FileKey key = FileKey.of(open);
        FileInAssembly known = state.table.find(open, open.path(), key, now);
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

    /** What the file held is gone: it is told as it was, but more of it may be held up. */
    private void end(FileInAssembly file, SmbOpen begun, Moment now) {
        if (begun.session().unseenChanges().othersHeldUp()) {
            state.pending.giveUpBased(file);
            file.doubt();
        }
        if (file.hasNews()) {
            state.reports.asItStands(file, now);
        }
    }

    /** An open is about to change a file to which it did not lead until now. */
    OpenFile met(SmbOpen open, Moment now) {
        FileKey key = FileKey.of(open);
        FileInAssembly file = state.table.find(open, open.path(), key, now);
        boolean known = file != null;
        if (!known) {
            file = state.table.add(key, open.path(), open.connection(), now);
            file.seenFrame = open.firstFrame();
            file.begin(open);
        }
        OpenFile forgotten = (OpenFile) open.attachment;
        OpenFile at = OpenFile.attach(open, file);
        if (forgotten != null) {
            goOn(at, forgotten, known);
        } else {
            at.based = known && open.answered();
            if (!known) {
                begun(at, open, now);
            }
        }
        if (!known) {
            FileInAssembly found = file;
            open.eachOther(other -> OpenFile.attachAlso(other, found));
        }
        at.uncertain |= open.usedUnseen() || open.replaced();
        if (at.uncertain) {
            file.doubt();
        }
        return at;
    }

    /** Of what was written by this open before, no more than the size is left; of another file, it says nothing. */
    private static void goOn(OpenFile at, OpenFile forgotten, boolean otherFile) {
        at.based = true;
        at.uncertain = otherFile || forgotten.forgottenSizeBytes() < 0;
        if (!at.uncertain) {
            at.file().content.startUnknown(forgotten.forgottenSizeBytes());
        }
    }

    /** What the CREATE did to the file that was there. */
    void begun(OpenFile at, SmbOpen open, Moment now) {
        FileInAssembly file = at.file();
        switch (open.action()) {
            case CREATED, SUPERSEDED, OVERWRITTEN -> {
                if (open.firstFrame() < file.changedFrame) {
                    at.based = true;
                    file.doubt(); // told late: what was written since is told already
                    return;
                }
                end(file, open, now);
                at.based = true;
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
                if (open.endOfFile() >= 0 && !file.written() && !file.content.sizeKnown()) {
                    file.content.startUnknown(open.endOfFile()); // what waits for its answer comes on top of that
                } else if (open.endOfFile() >= 0 && atRest && (!sameAsBefore || state.table.mayBeAnother(file))) {
                    file.startOver();
                    file.content.startUnknown(open.endOfFile());
                    file.begin(open);
                } else if (isOtherThanKnown(at, open)) {
                    file.doubt();
                }
                at.based = true;
            }
            default -> at.based = false;
        }
    }

    /**
     * True: the server tells a size that the file, which is being written to, cannot have by what was seen: the answer
     * to a CREATE that emptied it was lost, say. What waits for its answer must be of this open, and so come later.
     */
    private static boolean isOtherThanKnown(OpenFile at, SmbOpen open) {
        FileInAssembly file = at.file();
        return open.endOfFile() >= 0
                && file.content.sizeKnown()
                && open.endOfFile() != file.content.size()
                && open.firstFrame() >= file.changedFrame
                && (file.firstPending == null || file.firstPending.open == at);
    }
}
