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
        if (file.written()) {
            // What was done in between, and in which order, cannot be told.
            at.based = true;
            file.doubt();
        }
        if (known != null) {
            join(file, known, key, at, open, now);
            return;
        }
        state.table.name(file, key, open.path());
    }

    /** What was met without a name is a file that is known by it: from now on there is that one alone. */
    private void join(FileInAssembly file, FileInAssembly known, FileKey key, OpenFile at, SmbOpen open, Moment now) {
        state.table.settleIfIdle(known, now);
        state.pending.move(file, known);
        if (file.written()) {
            known.doubt();
            known.wrote(file.writtenBytes);
        }
        if (file.hasNews()) {
            state.table.name(file, key, open.path());
            state.reports.asItStands(file, now);
        }
        at.lead(known);
        known.reachedBy(open);
        state.table.forget(file);
        state.table.busy(known, now);
    }

    /** What the file held is gone: it is told as it was, but more of it may be held up, or have no answer yet. */
    private void end(FileInAssembly file, SmbOpen begun, Moment now) {
        if (state.pending.waitsForBased(file)) {
            file.doubt();
        }
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
            file.namedFrame = open.firstFrame();
            file.begin(open);
        }
        OpenFile forgotten = (OpenFile) open.attachment;
        OpenFile at = OpenFile.attach(open, file);
        if (forgotten != null) {
            goOn(at, forgotten, known);
        } else {
            at.based = known && open.answered() && !(empties(open) && open.firstFrame() > file.seenFrame);
            if (!known || open.answered() && !at.based) {
                begun(at, open, now);
            }
        }
        if (!known) {
            FileInAssembly found = file;
            open.eachOther(other -> metAlso(other, found, now));
        }
        at.uncertain |= open.usedUnseen() || open.replaced();
        if (at.uncertain) {
            file.doubt();
        }
        return at;
    }

    /** Another open of a file leads to it as well, unless it is one that emptied it later and was told of early. */
    private static void metAlso(SmbOpen open, FileInAssembly file, Moment now) {
        if (empties(open) && open.firstFrame() > now.frameNumber()) {
            file.emptiedFrame = Math.min(file.emptiedFrame, open.firstFrame());
        } else {
            OpenFile.attachAlso(open, file);
        }
    }

    private static boolean empties(SmbOpen open) {
        return switch (open.action()) {
            case CREATED, SUPERSEDED, OVERWRITTEN -> true;
            default -> false;
        };
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
                if (file.order.mayPrecede(open.fromFrame())) {
                    at.based = true;
                    if (!file.order.isBeforeBeginning(open.firstFrame())) {
                        file.doubt(); // what was written since may be told already
                    }
                    return;
                }
                end(file, open, now);
                at.based = true;
                file.startOver();
                file.content.startEmpty();
                file.begin(open);
                file.changedInOrder(open.fromFrame(), open.firstFrame());
                if (open.action() == SmbOpen.Action.CREATED) {
                    file.bornFrame = open.firstFrame();
                }
            }
            case OPENED -> {
                if (open.endOfFile() >= 0 && !file.order.mayPrecede(open.fromFrame())) {
                    opened(at, open);
                }
                at.based = true;
            }
            default -> at.based = false;
        }
    }

    /** The file was there with so many bytes, behind all that was told of it until now. */
    private void opened(OpenFile at, SmbOpen open) {
        FileInAssembly file = at.file();
        boolean sameAsBefore = open.endOfFile() == file.content.size() && file.content.sizeKnown();
        boolean atRest = !file.hasNews() && file.firstPending == null;
        if (!file.written() && !file.content.sizeKnown()) {
            file.content.startUnknown(open.endOfFile()); // what waits for its answer comes on top of that
        } else if (atRest && (!sameAsBefore || state.table.mayBeAnother(file))) {
            file.startOver();
            file.content.startUnknown(open.endOfFile());
            file.begin(open);
        } else if (file.firstPending == null || file.firstPending.open == at) {
            take(open.endOfFile(), file); // what waits for its answer is of this open, and so comes later
        }
    }

    /**
     * Where that is a size that the file cannot have by what was seen, as after a CREATE that emptied it and whose
     * answer was lost, nothing is certain.
     */
    private static void take(long endOfFile, FileInAssembly file) {
        long size = file.content.size();
        if (endOfFile < size || endOfFile > size && file.content.sizeKnown()) {
            file.doubt();
        } else if (endOfFile > size) {
            file.content.sizeTold(endOfFile);
        }
    }
}
