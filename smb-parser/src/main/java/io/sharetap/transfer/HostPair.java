package io.sharetap.transfer;

import io.sharetap.base.Hosts;
import io.sharetap.base.Share;
import io.sharetap.smb.SmbOpen;
import io.sharetap.smb.UnseenChanges;
import io.sharetap.tcp.Connection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Counts what one client's files on one server take, so that when there is not enough for all, the pair that takes most
 * loses first: a flood by one must not blind the sensor to others.
 */
final class HostPair {
    /** Files without a name that are distinguished; of further ones only the last times are kept. */
    private static final int NAMELESS_MAX = 8;
    /** Files that are looked at for one request, so that no request takes long. */
    private static final int LOOKS_MAX = 4_096;

    /** What the pair takes of one resource. */
    static final class Part extends Share {
        final HostPair pair;

        private Part(HostPair pair) {
            this.pair = pair;
        }
    }

    final Hosts hosts;

    /** Known files, with the characters of their names. */
    final Part files = new Part(this);
    /** Chunks of remembered content of quiet files. */
    final Part remembered = new Part(this);
    /** Distinguished ranges of files. */
    final Share ranges = new Share();

    /** Its files, in the orders of the queues of all files. */
    final FileQueue busy = new FileQueue();

    final FileQueue quiet = new FileQueue();
    final FileQueue untouched = new FileQueue();
    final FileQueue whole = new FileQueue();
    final FileQueue named = new FileQueue();

    /** Chunks of content, in memory and on disk. */
    int chunks;

    private int fileCount;

    /** Files that were written to although their name was not seen: each may be the same as another. */
    private final List<FileInAssembly> nameless = new ArrayList<>(0);

    private long otherNamelessSeen = -1;
    private long otherNamelessWritten = -1;

    /** The same of files that may have been renamed, where that is not known yet; these changes will say. */
    private UnseenChanges maybeRenamedBy;

    private long maybeRenamedSeen = -1;

    private long maybeRenamedWritten = -1;
    /** When the first of these files was opened. */
    private long maybeRenamedFrom = Long.MAX_VALUE;

    private HostPair(Hosts hosts) {
        this.hosts = hosts;
    }

    /** A file was changed in this frame. Files that may be the same one are not certain any more. */
    void changed(FileInAssembly file, long frame) {
        file.order.changed(frame);
        for (int i = 0; i < nameless.size(); i++) {
            FileInAssembly other = nameless.get(i);
            if (other != file && other.mayBe(file)) {
                other.nameMatters = true;
                file.nameMatters |= file.path == null;
            }
        }
        if (file.path == null && !nameless.contains(file)) {
            enterNameless(file);
        }
    }

    private void enterNameless(FileInAssembly file) {
        if (nameless.size() == NAMELESS_MAX) {
            leaveNameless(nameless.get(0));
            file.nameMatters = true; // with so many, to find the one that it is would cost more than it tells
        }
        nameless.add(file);
        if (!file.nameMatters) {
            file.nameMatters = mayHave(other -> other != file && file.mayHaveBeenChangedAs(other));
        }
    }

    /** Whether a write to a file without a name may have been to this one, since its content is known. */
    boolean mayHaveChanged(FileInAssembly file, long since) {
        if (otherNamelessWritten >= since && file.bornFrame <= otherNamelessSeen) {
            return true;
        }
        if (mayHaveChangedByFormerName(file, since)) {
            return true;
        }
        for (int i = 0; i < nameless.size(); i++) {
            FileInAssembly other = nameless.get(i);
            if (other != file && other.order.changedFrame() >= since && other.mayBe(file)) {
                return true;
            }
        }
        return false;
    }

    /**
     * A file was changed in this frame by an open that has its name of former times. If a rename may have been missed
     * since, another file may have been changed: any that was there when the open began.
     */
    void changedByFormerName(FileInAssembly file, SmbOpen open, long frame) {
        UnseenChanges changes = open.session().unseenChanges();
        if (file.path == null) {
            return;
        }
        if (changes.renamedSince(open.lossesBefore(), open.firstFrame())) {
            file.doubt();
            otherNamelessSeen = Math.max(otherNamelessSeen, open.firstFrame());
            otherNamelessWritten = Math.max(otherNamelessWritten, frame);
        } else if (changes.awaitsRequest(open.firstFrame(), frame)) {
            maybeRenamedBy = changes;
            maybeRenamedSeen = Math.max(maybeRenamedSeen, open.firstFrame());
            maybeRenamedWritten = Math.max(maybeRenamedWritten, frame);
            maybeRenamedFrom = Math.min(maybeRenamedFrom, open.firstFrame());
        }
    }

    private boolean mayHaveChangedByFormerName(FileInAssembly file, long since) {
        return maybeRenamedWritten >= since
                && file.bornFrame <= maybeRenamedSeen
                && (maybeRenamedBy.renamedSince(Long.MAX_VALUE, maybeRenamedFrom)
                        || maybeRenamedBy.awaitsRename(maybeRenamedFrom, maybeRenamedWritten));
    }

    /** Whether a file that was changed passes the test, or there are too many to look at all. */
    boolean mayHave(Predicate<FileInAssembly> sought) {
        return mayHave(List.of(busy, quiet), sought);
    }

    /** Shows all files, one after the other. Returns false where there are too many to show all. */
    boolean visit(Consumer<FileInAssembly> visitor) {
        return !mayHave(List.of(busy, quiet, untouched), file -> {
            visitor.accept(file);
            return false;
        });
    }

    private static boolean mayHave(List<FileQueue> queues, Predicate<FileInAssembly> sought) {
        int looks = LOOKS_MAX;
        for (FileQueue queue : queues) {
            for (FileInAssembly file = queue.first(); file != null; file = queue.behind(file.inQueueOfPair)) {
                if (looks-- == 0 || sought.test(file)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** What was done in this frame may have been done to any of the files. */
    void loseTrack(long frame) {
        otherNamelessSeen = Math.max(otherNamelessSeen, frame);
        otherNamelessWritten = Math.max(otherNamelessWritten, frame);
    }

    /**
     * A file whose name is not known is about to be renamed. Files that may be the same one, under its former name, are
     * not certain any more, and neither is this one, if such a file was changed since or is still open.
     */
    void renamedWithoutName(FileInAssembly file) {
        boolean sawAll = visit(other -> {
            if (other != file && other.mayBe(file)) {
                if (other.opens > 0 || other.mayHaveBeenChangedAs(file)) {
                    other.doubt();
                }
                if (other.opens > 0 || file.mayHaveBeenChangedAs(other)) {
                    file.doubt();
                }
            }
        });
        if (!sawAll) {
            file.doubt();
            loseTrack(file.order.changedFrame());
        }
    }

    /** The file has a name now, and is no other. */
    void named(FileInAssembly file) {
        nameless.remove(file);
        file.nameMatters = false;
    }

    /** The file is forgotten. */
    void leaveNameless(FileInAssembly file) {
        if (nameless.remove(file)) {
            otherNamelessSeen = Math.max(otherNamelessSeen, file.seenFrame);
            otherNamelessWritten = Math.max(otherNamelessWritten, file.order.changedFrame());
        }
    }

    /** The pairs that have a file. */
    static final class Table {
        private final Map<Hosts, HostPair> pairs = new HashMap<>();

        /** The pair of a connection, with one more file. */
        HostPair enter(Connection at) {
            HostPair pair = pairs.get(at.home());
            if (pair == null) {
                pair = new HostPair(at.home());
                pairs.put(at.home(), pair);
            }
            pair.fileCount++;
            return pair;
        }

        /** The pair of a connection; null: it has no file. */
        HostPair find(Connection at) {
            return pairs.get(at.home());
        }

        /** One file less. */
        void leave(HostPair pair) {
            pair.fileCount--;
            if (pair.fileCount == 0) {
                pairs.remove(pair.hosts, pair);
            }
        }
    }
}
