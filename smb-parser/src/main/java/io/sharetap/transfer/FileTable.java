package io.sharetap.transfer;

import io.sharetap.base.Anomaly;
import io.sharetap.base.Moment;
import io.sharetap.base.Shares;
import io.sharetap.smb.SmbOpen;
import io.sharetap.tcp.Connection;
import java.util.ArrayList;
import java.util.List;

/**
 * Holds all files of one worker, bounded: untouched ones, which are open but not changed; busy ones, which have
 * something to report or wait for an answer; and quiet ones, which are remembered in case the client goes on with them.
 */
final class FileTable {
    /** Quiet files looked at in one sweep, so that no second takes long. */
    private static final int SWEEP_FILES = 64;

    private final AssemblyState state;
    private final FilesByKey byKey = new FilesByKey();
    /** In the order of their last progress. */
    private final FileQueue busy = new FileQueue();

    private final Floors floors = new Floors();
    private final FileQueue quiet = new FileQueue();
    /** Files that are open, but that no open has changed. */
    private final FileQueue untouched = new FileQueue();

    private final HostPair.Table pairs = new HostPair.Table();
    private final PendingWrites pending;
    /** The host pairs with most files, including the characters of their names. */
    private final Shares files;

    /** What a file counts besides its names, so that the bounds in files and in characters are kept by one sum. */
    private final long fileWeight;

    /** Some files are known by the number of their tree, whose share may become known. */
    private boolean unnamedShares;

    private long pathChars;

    /** The file that was forgotten last: where the table is full, the next file uses its object. Null: it is in use. */
    private FileInAssembly forgotten;

    FileTable(AssemblyState state) {
        this.state = state;
        pending = state.pending;
        fileWeight = Math.max(1, state.limits.filePathCharsMax() / state.limits.filesMax());
        files = new Shares(fileWeight * state.limits.filesMax() + state.limits.filePathCharsMax());
    }

    /** Files known. */
    int size() {
        return busy.size() + quiet.size() + untouched.size();
    }

    /** The file with this key; null where there is none with which the client could be going on. */
    FileInAssembly find(FileKey key, Moment now) {
        FileInAssembly file = key == null || byKey.size() == 0 ? null : byKey.get(key);
        if (file != null && expired(file, now.clockNanos())) {
            forget(file);
            return null;
        }
        return file;
    }

    /** The file of an open, by its path; null where there is none with which the client could be going on. */
    FileInAssembly find(SmbOpen open, Moment now) {
        return byKey.size() == 0 ? null : find(open, open.path(), FileKey.of(open), now);
    }

    /**
     * The file to which a path of an open's tree leads; null where there is none with which the client could be going
     * on.
     */
    FileInAssembly find(SmbOpen at, String path, Moment now) {
        return path == null || byKey.size() == 0 ? null : find(at, path, FileKey.of(at, path), now);
    }

    /** As above, with the key of the path; null: the path is unknown, or belongs to another file. */
    FileInAssembly find(SmbOpen at, String path, FileKey key, Moment now) {
        FileInAssembly file = find(key, now);
        if (file == null && key != null && unnamedShares && FileKey.namesShare(at)) {
            file = find(FileKey.ofUnnamedShare(at, path), now);
            if (file != null) {
                byKey.remove(file);
                file.key = key;
                byKey.put(file);
            }
        }
        return file;
    }

    FileInAssembly add(FileKey key, String path, Connection at, Moment now) {
        while (size() >= state.limits.filesMax() || size() > 0 && pathChars > state.limits.filePathCharsMax()) {
            evict(now);
        }
        FileInAssembly file = made(pairs.enter(at), key, path);
        files.add(file.pair.files, fileWeight);
        recount(file);
        if (key != null) {
            byKey.put(file);
            unnamedShares |= key.ofUnnamedShare();
        }
        quieten(file, now);
        return file;
    }

    private FileInAssembly made(HostPair pair, FileKey key, String path) {
        FileInAssembly file = forgotten;
        if (file == null) {
            return new FileInAssembly(state, pair, key, path);
        }
        forgotten = null;
        file.reuse(pair, key, path);
        return file;
    }

    /** Counts the file's names anew, after they have changed. */
    void recount(FileInAssembly file) {
        int chars = file.chars();
        pathChars += chars - file.countedChars;
        files.add(file.pair.files, chars - file.countedChars);
        file.countedChars = chars;
    }

    /** An open of the file begins to change it. */
    void touch(FileInAssembly file) {
        if (!file.touched) {
            file.touched = true;
            beQuiet(file);
        }
    }

    /** The file has, or will have, something to report. */
    void busy(FileInAssembly file, Moment now) {
        file.touchNanos = now.clockNanos();
        if (!busy.holds(file.inQueue)) {
            beBusy(file, now);
            state.remembered.leave(file);
        }
    }

    /** The file made progress: no report of it will contain an earlier time than this. */
    void progress(FileInAssembly file, Moment now) {
        busy(file, now);
        beBusy(file, now);
    }

    private void beBusy(FileInAssembly file, Moment now) {
        file.floor = floors.enter(now.clockNanos(), file.floor);
        busy.addLast(file.inQueue);
        file.pair.busy.addLast(file.inQueueOfPair);
    }

    private void beQuiet(FileInAssembly file) {
        leaveFloor(file);
        (file.touched ? quiet : untouched).addLast(file.inQueue);
        (file.touched ? file.pair.quiet : file.pair.untouched).addLast(file.inQueueOfPair);
    }

    private void leaveFloor(FileInAssembly file) {
        floors.leave(file.floor);
        file.floor = null;
    }

    /** The file has nothing to report for now. */
    void quieten(FileInAssembly file, Moment now) {
        file.quietSinceNanos = now.clockNanos();
        beQuiet(file);
        if (file.writers == 0) {
            file.writer = null;
        }
        state.remembered.enter(file);
    }

    /** A file without a name gets one, unless another file has it. */
    void name(FileInAssembly file, FileKey key, String path) {
        file.name(path);
        file.pair.named(file);
        recount(file);
        if (byKey.get(key) == null) {
            file.key = key;
            byKey.put(file);
        }
    }

    /** Gives the file another path. */
    void rename(FileInAssembly file, FileKey key, String path, Moment now) {
        if (file.key != null) {
            byKey.remove(file);
        }
        if (file.path == null) {
            file.pair.renamedWithoutName(file);
        }
        if (now.fromFrame() < file.namedFrame) {
            file.doubt(); // reported late: a file that was opened by the old name since may be another one
        }
        file.rename(path);
        file.pair.named(file);
        recount(file);
        file.key = replaced(key, file, now) ? key : null;
        if (file.key != null) {
            file.namedFrame = now.frameNumber();
            byKey.put(file);
        }
    }

    /**
     * The file with this path has lost it: another file has taken it, which is null where nothing is known of it. Opens
     * still lead to the former. Returns false where this is reported late, and the file with the path got it later.
     */
    boolean replaced(FileKey key, FileInAssembly by, Moment now) {
        FileInAssembly replaced = key == null ? null : byKey.get(key);
        if (replaced == null || replaced == by) {
            return true;
        }
        if (by != null && now.fromFrame() < Math.max(replaced.namedFrame, replaced.order.changedFrame())) {
            by.doubt(); // reported late: the file that had the name may have been this one already
        }
        if (by != null && now.fromFrame() < replaced.namedFrame && replaced.mayBe(by)) {
            replaced.doubt();
        }
        if (now.frameNumber() < replaced.namedFrame) {
            return false;
        }
        byKey.remove(replaced);
        replaced.key = null;
        settle(replaced, now);
        if (replaced.opens == 0) {
            forget(replaced);
        }
        return true;
    }

    /** A directory of the share was renamed, and so were the files below it. */
    void renameBelow(SmbOpen at, String oldPath, String newPath, Moment now) {
        HostPair pair = pairs.find(at.connection());
        if (pair == null) {
            return;
        }
        List<FileInAssembly> below = new ArrayList<>(0);
        boolean sawAll = pair.visit(file -> {
            if (file.liesBelow(at, oldPath)) {
                below.add(file);
            }
        });
        if (!sawAll) {
            pair.loseTrack(now.frameNumber());
        }
        for (FileInAssembly file : below) {
            if (!file.lead.isForgotten()) {
                settleIfIdle(file, now);
                String path = newPath + file.path.substring(oldPath.length());
                rename(file, FileKey.of(at, path), path, now);
                file.changed |= file.writers > 0 || file.firstPending != null;
            }
        }
    }

    /**
     * Whether another path, which the server distinguishes, may lead to this file, and content was changed by it since.
     */
    boolean mayBeAnother(FileInAssembly file) {
        return file.pair.mayHave(other -> other != file
                && other.written()
                && other.order.changedFrame() > file.order.changedFrame()
                && other.content.size() == file.content.size()
                && other.mayBe(file));
    }

    /** Reports a file whose writing rests or will not go on. */
    void settle(FileInAssembly file, Moment now) {
        pending.giveUp(file, null);
        if (file.hasNews()) {
            state.reports.asItStands(file, now);
        }
        quieten(file, now);
    }

    /** Settles a file that was idle for too long; whoever looks, and whenever, the report is the same. */
    void settleIfIdle(FileInAssembly file, Moment now) {
        if (busy.holds(file.inQueue) && now.clockNanos() - file.touchNanos > state.limits.fileIdleNanos()) {
            settle(file, now);
        }
    }

    void forget(FileInAssembly file) {
        pending.drop(file);
        if (file.key != null) {
            byKey.remove(file);
        }
        FileQueue.remove(file.inQueue);
        FileQueue.remove(file.inQueueOfPair);
        leaveFloor(file);
        state.remembered.leave(file);
        file.pair.leaveNameless(file);
        pathChars -= file.countedChars;
        files.add(file.pair.files, -fileWeight - file.countedChars);
        file.lead.forget();
        file.content.forget();
        pairs.leave(file.pair);
        forgotten = file;
    }

    /**
     * Looks for files whose time is over. All idle files are reported at once, since the report of one must not depend
     * on how many others there are. Files to be forgotten are handled a few at a time.
     */
    void sweep(Moment now) {
        long nanos = now.clockNanos();
        FileInAssembly next = busy.first();
        while (next != null) {
            FileInAssembly file = next;
            next = busy.behind(file.inQueue);
            settleIfIdle(file, now);
        }
        for (int i = 0; i < SWEEP_FILES && quiet.first() != null; i++) {
            FileInAssembly file = quiet.first();
            if (nanos - file.quietSinceNanos <= state.limits.continuationNanos()) {
                break;
            }
            if (file.opens > 0) {
                file.quietSinceNanos = nanos;
                beQuiet(file);
            } else {
                forget(file);
            }
        }
    }

    /** Reports and forgets everything. */
    void end(Moment now) {
        while (busy.first() != null) {
            settle(busy.first(), now);
        }
        while (quiet.first() != null) {
            forget(quiet.first());
        }
        while (untouched.first() != null) {
            forget(untouched.first());
        }
    }

    /** The earliest time that a coming report can contain, apart from acts still to come. */
    long reportsFromNanos() {
        return floors.earliestNanos();
    }

    private boolean expired(FileInAssembly file, long nanos) {
        return file.opens == 0
                && quiet.holds(file.inQueue)
                && nanos - file.quietSinceNanos > state.limits.continuationNanos();
    }

    /**
     * Drops a file: of the host pair with more than its fair share, or, without one, of all. Untouched files go first,
     * then quiet ones, those that rest longest first, and busy ones last.
     */
    private void evict(Moment now) {
        HostPair.Part largest = (HostPair.Part) files.largest();
        FileInAssembly file = (largest == null ? untouched : largest.pair.untouched).first();
        state.ledger.note(file == null ? Anomaly.FILE_EVICTED : Anomaly.OPEN_FILES_FULL);
        if (file == null) {
            file = (largest == null ? quiet : largest.pair.quiet).first();
        }
        if (file == null) {
            file = (largest == null ? busy : largest.pair.busy).first();
            settle(file, now);
        }
        forget(file);
    }
}
