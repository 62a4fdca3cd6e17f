package io.sharetap.smb;

import io.sharetap.base.Anomaly;
import io.sharetap.base.Moment;
import io.sharetap.smb.SessionSink.BlindReason;
import io.sharetap.smb.SmbTree.Kind;

/** Keeps the tree connects of all sessions of a worker, by session and TreeId. */
final class TreeTable {
    private final SmbState shared;
    private final BoundedTable<TreeConnect> table;
    private long provisionals;

    TreeTable(SmbState shared) {
        this.shared = shared;
        table = new BoundedTable<>(shared.hostPairs, shared.limits.treesMax(), shared.limits.nameCharsMax());
    }

    /** The tree connect under this TreeId, or null. */
    TreeConnect find(SmbSession session, long treeId) {
        return table.find(session.serial, treeId, 0, 0);
    }

    /** The tree connect under this TreeId, added with an unknown share where it is met for the first time. */
    TreeConnect of(SmbSession session, long treeId, Moment now) {
        TreeConnect found = table.find(session.serial, treeId, 0, 0);
        if (found != null) {
            table.touch(found);
            return found;
        }
        TreeConnect added = new TreeConnect(session, treeId);
        insert(added, now);
        return added;
    }

    /**
     * Adds a tree connect whose TreeId is not known yet, as further units of the same message use it ([MS-SMB2]
     * 3.3.5.2.7.2, [MS-CIFS] 2.2.3.4).
     */
    TreeConnect provisional(SmbSession session, String path, Moment now) {
        TreeConnect added = new TreeConnect(session, SmbAnswer.NO_TREE_ID);
        added.key(session.serial, ++provisionals, 0, 1);
        added.name(path, Kind.UNKNOWN);
        insert(added, now);
        return added;
    }

    /** The TREE_CONNECT of a provisional one was refused, and with it all requests in it. */
    void refuse(TreeConnect provisional, Moment now) {
        while (provisional.firstOpen != null) {
            shared.opens.refuse(provisional.firstOpen, now);
        }
        end(provisional, now);
    }

    private void insert(TreeConnect added, Moment now) {
        SmbSession session = added.session;
        while (table.full()) {
            TreeConnect evicted = table.victim(tree -> tree.firstOpen != null);
            shared.ledger.note(Anomaly.SMB_TREES_FULL);
            end(evicted, now);
            shared.sessions.blind(evicted.session, BlindReason.EVICTED, now);
        }
        table.add(added, session.hosts);
        added.nextInSession = session.firstTree;
        if (session.firstTree != null) {
            session.firstTree.previousInSession = added;
        }
        session.firstTree = added;
    }

    /** The tree connect is in use. */
    void touch(TreeConnect connect) {
        table.touch(connect);
    }

    /**
     * The server granted a tree connect: this TreeId now means this share. {@code provisional} is not null where other
     * units of the message used it already.
     */
    void granted(SmbSession session, TreeConnect provisional, long treeId, String path, Kind kind, Moment now) {
        TreeConnect old = table.find(session.serial, treeId, 0, 0);
        if (old != null && old.tree != null) {
            end(old, now);
        }
        TreeConnect connect = provisional != null && provisional.listed() && find(session, treeId) == null
                ? identified(provisional, treeId)
                : of(session, treeId, now);
        name(connect, path, kind);
        if (session.serverName == null) {
            session.serverName = WirePath.serverOf(path);
            shared.sessions.namesChanged(session);
        }
        shared.news.onTree(session, connect.tree, now);
    }

    private TreeConnect identified(TreeConnect provisional, long treeId) {
        table.remove(provisional);
        provisional.treeId = treeId;
        provisional.key(provisional.session.serial, treeId, 0, 0);
        table.add(provisional, provisional.session.hosts);
        return provisional;
    }

    /** Sets the share of a tree connect. */
    void name(TreeConnect connect, String path, Kind kind) {
        connect.name(path, kind);
        table.recount(connect);
    }

    /** Ends the tree connect and the opens in it. */
    void end(TreeConnect connect, Moment now) {
        while (connect.firstOpen != null) {
            shared.opens.close(connect.firstOpen, false, -1, now);
        }
        table.remove(connect);
        SmbSession session = connect.session;
        if (connect.previousInSession == null) {
            if (session.firstTree == connect) {
                session.firstTree = connect.nextInSession;
            }
        } else {
            connect.previousInSession.nextInSession = connect.nextInSession;
        }
        if (connect.nextInSession != null) {
            connect.nextInSession.previousInSession = connect.previousInSession;
        }
        connect.previousInSession = null;
        connect.nextInSession = null;
    }
}
