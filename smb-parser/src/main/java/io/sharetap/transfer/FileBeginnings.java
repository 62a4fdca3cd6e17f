package io.sharetap.transfer;

import io.sharetap.base.Moment;
import io.sharetap.smb.SmbOpen;

/** Handles the answer to a CREATE: what it did to the content, and which file it opened. */
final class FileBeginnings {
    private final AssemblyState state;

    FileBeginnings(AssemblyState state) {
        this.state = state;
    }

    /** A CREATE was answered, or its open is used: from now on the open leads to its file, if its path is known. */
    void answered(SmbOpen open, Moment now) {
        OpenFile at = OpenFile.of(open);
        if (at == null) {
            if (!open.directory() && open.path() != null) {
                met(open, now);
            }
            return;
        }
        if (at.file().path == null && open.path() != null) {
            named(at, open, now);
        }
        if (!at.based) {
            begun(at, open, now);
        }
    }

    /** The name of a file becomes known after its first WRITEs, since answers were held up. */
    private void named(OpenFile at, SmbOpen open, Moment now) {
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

    /** A file without a name turns out to be one that is known by its name: from now on there is only the latter. */
    private void join(FileInAssembly file, FileInAssembly known, FileKey key, OpenFile at, SmbOpen open, Moment now) {
        state.table.settleIfIdle(known, now);
        state.table.touch(known);
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

    /** The former content is gone: it is reported, but more of it may be held up, or not answered yet. */
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

    /** Finds or makes the file for an open that leads to none: it is new to this room, or its file was forgotten. */
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
        file.namedFrame = Math.max(file.namedFrame, open.firstFrame());
        OpenFile forgotten = (OpenFile) open.attachment;
        state.table.settleIfIdle(file, now);
        OpenFile at = OpenFile.attach(open, file);
        if (forgotten != null) {
            goOn(at, forgotten, known);
        } else if (open.answered()) {
            begun(at, open, now);
        }
        at.uncertain |= open.usedUnseen();
        if (at.uncertain) {
            file.doubt();
        }
        return at;
    }

    /**
     * Continues with a forgotten file: of what this open wrote, only the size is left. Of another file it says nothing.
     */
    private static void goOn(OpenFile at, OpenFile forgotten, boolean otherFile) {
        at.based = true;
        at.uncertain = otherFile || forgotten.forgottenSizeBytes() < 0;
        if (!at.uncertain) {
            at.file().content.startUnknown(forgotten.forgottenSizeBytes());
        }
    }

    /** Applies what the CREATE did to the existing file. */
    private void begun(OpenFile at, SmbOpen open, Moment now) {
        FileInAssembly file = at.file();
        switch (open.action()) {
            case CREATED, SUPERSEDED, OVERWRITTEN -> {
                if (file.order.mayPrecede(open.fromFrame())) {
                    at.based = true;
                    if (!file.order.isBeforeBeginning(open.firstFrame())) {
                        file.doubt(); // later writes may be reported already
                    }
                    return;
                }
                end(file, open, now);
                at.based = true;
                file.startOver();
                file.content.startEmpty();
                file.begin(open);
                if (open.action() == SmbOpen.Action.CREATED) {
                    file.bornFrame = open.firstFrame();
                }
                file.changedInOrder(open.fromFrame(), open.firstFrame());
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

    /** The file existed with this size, after all that was reported of it so far. */
    private void opened(OpenFile at, SmbOpen open) {
        FileInAssembly file = at.file();
        boolean sameAsBefore = open.endOfFile() == file.content.size() && file.content.sizeKnown();
        boolean atRest = !file.hasNews() && file.firstPending == null;
        if (!file.written() && !file.content.sizeKnown()) {
            file.content.startUnknown(open.endOfFile()); // waiting writes are applied on top of that
        } else if (atRest && (!sameAsBefore || file.touched && state.table.mayBeAnother(file))) {
            file.startOver();
            file.content.startUnknown(open.endOfFile());
            file.begin(open);
        } else if (file.firstPending == null || file.firstPending.open == at) {
            take(open.endOfFile(), file); // waiting writes are of this open, and so come later
        }
    }

    /**
     * Takes the size that the server told. If it contradicts what was seen, as when a CREATE that emptied the file was
     * lost, nothing is certain.
     */
    private static void take(long endOfFile, FileInAssembly file) {
        long size = file.content.size();
        if (endOfFile < size || endOfFile > size && file.content.sizeKnown()) {
            file.doubt();
        } else if (endOfFile > size) {
            file.content.sizeGiven(endOfFile);
        }
    }
}
