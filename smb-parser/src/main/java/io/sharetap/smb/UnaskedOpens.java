package io.sharetap.smb;

import io.sharetap.base.Moment;

/**
 * Remembers opens that the server granted to CREATEs which were not seen, by session and FileId. When such a FileId is
 * used later, its open has no name, but a known begin.
 */
final class UnaskedOpens {
    private final BoundedTable<Granted> table;

    /** What the answer said. */
    private static final class Granted extends TableEntry {
        SmbOpen.Action action;
        long endOfFile;
        boolean directory;
        long frameNumber;
        long fromFrame;
        long lossesBefore;
    }

    UnaskedOpens(SmbState shared) {
        table = new BoundedTable<>(shared.hostPairs, shared.limits.parkedAnswersMax(), shared.limits.nameCharsMax());
    }

    /** Takes a granted CREATE whose request was not seen; where there are too many, one is dropped. */
    void add(SmbSession session, SmbAnswer answer, SmbOpen.Action action, boolean directory, Moment now) {
        forget(session, answer.persistentFileId, answer.volatileFileId);
        if (table.full()) {
            table.remove(table.victim());
        }
        Granted granted = new Granted();
        granted.action = action;
        granted.endOfFile = answer.number;
        granted.directory = directory;
        granted.frameNumber = now.frameNumber();
        granted.fromFrame = now.fromFrame();
        granted.lossesBefore = session.unseenChanges.losses();
        granted.key(session.serial, answer.volatileFileId, answer.persistentFileId, 0);
        table.add(granted, session.hosts);
    }

    /** Drops what is known of a FileId that has no such open, or not any more. */
    void forget(SmbSession session, long persistentFileId, long volatileFileId) {
        Granted found = table.size() == 0 ? null : table.find(session.serial, volatileFileId, persistentFileId, 0);
        if (found != null) {
            table.remove(found);
        }
    }

    /**
     * Gives an open that was met by its FileId what is known of its begin. Nothing is known after losses, as the FileId
     * may have been given anew.
     */
    void fill(SmbOpen open, ConnectionState connection) {
        fill(open);
        open.beginningUnseen = !open.answered;
        open.usedUnseen = !open.answered && connection.mayHaveMissedUses();
    }

    private void fill(SmbOpen open) {
        Granted found = table.size() == 0
                ? null
                : table.find(open.session.serial, open.volatileFileId, open.persistentFileId, 0);
        if (found == null) {
            return;
        }
        table.remove(found);
        if (open.session.unseenChanges.losses() == found.lossesBefore) {
            open.answered = true;
            open.action = found.action;
            open.endOfFile = found.endOfFile;
            open.directory = found.directory;
            open.firstFrame = found.frameNumber;
            open.fromFrame = found.fromFrame;
        }
    }
}
