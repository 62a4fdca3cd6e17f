package io.sharetap.smb;

import io.sharetap.base.Anomaly;
import io.sharetap.base.Count;
import io.sharetap.base.Hosts;
import io.sharetap.base.Moment;
import io.sharetap.smb.SessionSink.BlindReason;
import io.sharetap.tcp.Connection;
import java.util.ArrayDeque;

/**
 * Keeps the opens of all sessions of a worker, by session and FileId (both halves: a request with a wrong persistent
 * half is about no open), and reports their begin and end to the sink.
 */
final class OpenTable {
    private static final int CLOSING_MAX = 4_096;
    private static final int RENAMED_MAX = 4_096;

    private final SmbState shared;
    private final BoundedTable<SmbOpen> table;
    private final BoundedTable<ResumeKey> resumeKeys;
    private final ArrayDeque<SmbOpen> closing = new ArrayDeque<>();
    private final Moment closedAt = new Moment();
    private long provisionals;

    OpenTable(SmbState shared) {
        this.shared = shared;
        table = new BoundedTable<>(shared.hostPairs, shared.limits.opensMax(), shared.limits.nameCharsMax());
        resumeKeys = new BoundedTable<>(shared.hostPairs, shared.limits.opensMax(), shared.limits.nameCharsMax());
    }

    /** The open under this FileId, or null. */
    SmbOpen find(SmbSession session, long persistentFileId, long volatileFileId) {
        SmbOpen found = table.find(session.serial, volatileFileId, persistentFileId, 0);
        if (found != null) {
            table.touch(found);
            shared.trees.touch(found.in);
        }
        return found;
    }

    /** Adds an open whose FileId is not known yet, as its CREATE is unanswered. The sink is not told. */
    SmbOpen provisional(Connection connection, TreeConnect in, Moment now) {
        SmbOpen open = new SmbOpen(connection, in.session);
        open.firstFrame = now.frameNumber();
        open.fromFrame = now.frameNumber();
        open.lastFrame = now.frameNumber();
        open.key(in.session.serial, ++provisionals, 0, 1);
        insert(open, in, now);
        return open;
    }

    /** Adds an open for an act by path, for which the server opened the file itself. The sink is not told. */
    SmbOpen byPath(Connection connection, TreeConnect in, String path, SmbOpen.Action action, Moment now) {
        SmbOpen open = provisional(connection, in, now);
        name(open, path);
        open.createSeen = true;
        open.answered = true;
        open.action = action;
        return open;
    }

    /** Adds an open that is first met by its FileId: its CREATE was not seen. The sink is not told. */
    SmbOpen unknown(Connection connection, TreeConnect in, long persistentFileId, long volatileFileId, Moment now) {
        SmbOpen open = new SmbOpen(connection, in.session);
        open.firstFrame = now.frameNumber();
        open.fromFrame = now.frameNumber();
        open.lastFrame = now.frameNumber();
        identify(open, persistentFileId, volatileFileId);
        open.key(in.session.serial, volatileFileId, persistentFileId, 0);
        insert(open, in, now);
        return open;
    }

    /** Sets the FileId of a provisional open. */
    void answer(SmbOpen open, long persistentFileId, long volatileFileId) {
        table.remove(open);
        identify(open, persistentFileId, volatileFileId);
        open.key(open.session.serial, volatileFileId, persistentFileId, 0);
        table.add(open, open.session.hosts);
    }

    /** Takes over what the CREATE asked for. A reconnect does not replace a path that is known. */
    void fill(SmbOpen open, CreateRequest asked) {
        if (asked.path != null && !(asked.reconnect && open.path != null)) {
            name(open, asked.path);
        }
        open.createSeen = true;
        open.deleteOnClose |= asked.deleteOnClose;
        open.directory |= asked.directory;
        open.createGuidLow = asked.guidLow;
        open.createGuidHigh = asked.guidHigh;
    }

    /** Sets the path of an open, and counts its characters; null: it is not known. */
    void name(SmbOpen open, String path) {
        open.path = path;
        table.recount(open);
    }

    /** Reports an open to the sink, if it is of a file and was not reported yet. */
    void giveOut(SmbOpen open, Moment now) {
        if (!open.givenOut && !open.hidden && !open.gone) {
            if (!open.answered || open.action != SmbOpen.Action.OPENED) {
                closeHeldBack(open, open.path, now);
            }
            open.givenOut = true;
            shared.ledger.count(Count.OPENS);
            shared.files.onOpen(open, now);
        }
    }

    /**
     * The server granted the CLOSE. Where other connections may carry the session, the end is reported a little later:
     * WRITEs on one of them may be held up behind a hole in its stream.
     */
    void closeGranted(ConnectionState connection, SmbOpen open, long endOfFile, Moment now) {
        if (open.gone || open.closing) {
            return;
        }
        if (open.hidden || !connection.maybeOneOfSeveral()) {
            close(open, true, endOfFile, now);
            return;
        }
        open.closing = true;
        open.closingEndOfFile = endOfFile;
        open.closingNanos = now.epochNanos();
        open.closingClockNanos = now.clockNanos();
        open.closingFrame = now.frameNumber();
        open.closingFromFrame = now.fromFrame();
        closing.add(open);
        if (closing.size() > CLOSING_MAX) {
            closeFirstOf(open.session.hosts, now);
        }
    }

    /** Too many ends are held back: the first one is reported of the host pair whose end was added last. */
    private void closeFirstOf(HostPairs.Pair hosts, Moment now) {
        for (SmbOpen held : closing) {
            if (held.session.hosts == hosts) {
                closing.remove(held);
                closeEarly(held, now);
                return;
            }
        }
    }

    /**
     * Reports ends that were held back for a path whose file now begins anew or is replaced, before that is reported.
     * Two kinds are left: the end of {@code by} itself, which is already held back if its CLOSE was granted on another
     * connection than its CREATE; and ends that came later, where {@code by} is reported late.
     */
    void closeHeldBack(SmbOpen by, String path, Moment now) {
        for (SmbOpen held : closing) {
            boolean same = held != by && held.path != null && held.path.equalsIgnoreCase(path);
            boolean before = held.closingFrame < now.frameNumber();
            if (same
                    && before
                    && !held.gone
                    && held.session.hosts == by.session.hosts
                    && held.in.isOfSameShare(by.in)) {
                closeEarly(held, now);
            }
        }
    }

    private void closeEarly(SmbOpen held, Moment now) {
        held.reportedEarly = held.session.unseenChanges.othersHeldUp();
        close(held, true, -1, now);
    }

    /** Reports the ends that have been held back for long enough. */
    void age(Moment now) {
        while (!closing.isEmpty()
                && (closing.peek().gone
                        || now.clockNanos() - closing.peek().closingClockNanos > shared.limits.closeGraceNanos())) {
            close(closing.remove(), true, -1, now);
        }
    }

    /** Ends the open; WRITEs that are not answered yet are given up. */
    void close(SmbOpen open, boolean closed, long endOfFile, Moment now) {
        if (open.gone) {
            return;
        }
        // An end that was held back happened when the server granted it, not when it is reported.
        Moment when = open.closing ? closedAt(open) : now;
        while (open.firstWrite != null) {
            shared.pending.giveUp(open.firstWrite, when);
        }
        if (open.changesPending > 0) {
            open.session.unseenChanges.lose();
        }
        drop(open);
        if (open.hidden) {
            shared.pipes.ended(open, when);
        }
        if (open.givenOut) {
            shared.files.onClose(open, closed || open.closing, open.closing ? open.closingEndOfFile : endOfFile, when);
        }
    }

    /**
     * Follows the rename of a file or directory: its other opens, and those of files below it, get the new path, in all
     * sessions of the host pair. Only the opens used last are looked at, up to a bound. Opens that came after the
     * rename, though reported before it, have their names already.
     */
    void renameAll(TreeConnect in, String oldPath, String newPath, Moment now) {
        int looks = RENAMED_MAX;
        for (SmbOpen open = table.newestOf(in.session.hosts); open != null && looks-- > 0; open = table.olderOf(open)) {
            boolean named = open.path != null && open.firstFrame < now.frameNumber();
            String path = named && open.in.isOfSameShare(in) ? WirePath.moved(open.path, oldPath, newPath) : null;
            if (path != null) {
                name(open, path);
            }
        }
    }

    private Moment closedAt(SmbOpen open) {
        return closedAt.set(open.closingNanos, open.closingFrame, open.closingClockNanos)
                .from(open.closingFromFrame);
    }

    /** The CREATE of a provisional open was refused. */
    void refuse(SmbOpen open, Moment now) {
        if (open.gone) {
            return;
        }
        if (open.givenOut) {
            shared.files.onOpenAnswer(open, false, now);
        }
        while (open.firstWrite != null) {
            shared.pending.refuse(open.firstWrite, now);
        }
        drop(open);
        if (open.hidden) {
            shared.pipes.ended(open, now);
        }
        if (open.givenOut) {
            shared.files.onClose(open, false, -1, now);
        }
    }

    /** Remembers the resume key under which the server will copy from this open. */
    void resumeKey(SmbOpen open, long first, long second, long third) {
        long hosts = hostsOf(open);
        ResumeKey old = resumeKeys.find(hosts, first, second, third);
        if (old != null) {
            old.open.resumeKey = null;
            resumeKeys.remove(old);
        }
        if (open.resumeKey != null) {
            resumeKeys.remove(open.resumeKey);
        }
        open.resumeKey = new ResumeKey(open, hosts, first, second, third);
        resumeKeys.add(open.resumeKey, open.session.hosts);
    }

    /** The open with this resume key, between the same hosts as {@code target}; null where there is none. */
    SmbOpen byResumeKey(SmbOpen target, long first, long second, long third) {
        ResumeKey key = resumeKeys.find(hostsOf(target), first, second, third);
        return key == null ? null : key.open;
    }

    /** A number for the host pair of an open. */
    private static long hostsOf(SmbOpen open) {
        Hosts home = open.session.connection.home();
        return home.secondLow() ^ Long.rotateLeft(home.secondHigh(), 17) ^ clientOf(open.session.connection);
    }

    /** A number for the client's address that cannot be mistaken for a connection's number. */
    static long clientOf(Connection connection) {
        Hosts home = connection.home();
        long mixed = (home.firstHigh() ^ 0x9E37_79B9_7F4A_7C15L) * 0xD6E8_FEB8_6659_FD93L + home.firstLow();
        return (mixed ^ mixed >>> 32) * 0xD6E8_FEB8_6659_FD93L | Long.MIN_VALUE >>> 1;
    }

    private static void identify(SmbOpen open, long persistentFileId, long volatileFileId) {
        open.persistentFileId = persistentFileId;
        open.volatileFileId = volatileFileId;
        open.fileIdKnown = true;
    }

    private void insert(SmbOpen open, TreeConnect in, Moment now) {
        while (table.full()) {
            evict(now);
        }
        open.tree = in.tree;
        open.encrypted = shared.readsDecrypted;
        open.hidden = in.withoutFiles();
        in.link(open);
        table.add(open, open.session.hosts);
    }

    private void evict(Moment now) {
        SmbOpen candidate = table.victim(open -> open.firstWrite != null);
        shared.ledger.note(Anomaly.SMB_OPENS_FULL);
        close(candidate, false, -1, now);
        shared.sessions.blind(candidate.session, BlindReason.EVICTED, now);
    }

    private void drop(SmbOpen open) {
        open.gone = true;
        table.remove(open);
        if (open.in != null) {
            open.in.unlink(open);
        }
        if (open.resumeKey != null) {
            resumeKeys.remove(open.resumeKey);
            open.resumeKey = null;
        }
    }
}
