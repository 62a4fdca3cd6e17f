package io.sharetap.smb;

import io.sharetap.base.Anomaly;
import io.sharetap.base.Hosts;
import io.sharetap.base.Moment;
import io.sharetap.smb.SessionSink.BlindReason;
import io.sharetap.tcp.Connection;
import java.util.Arrays;

/**
 * Keeps the sessions of a worker, by server address and SessionId: all connections of a session share it ([MS-SMB2]
 * 3.3.1.8).
 */
final class SessionTable {
    private static final int CHANNELS_MAX = 64;

    private final SmbState shared;
    private final BoundedTable<SmbSession> table;
    private long serials;

    SessionTable(SmbState shared) {
        this.shared = shared;
        table = new BoundedTable<>(shared.hostPairs, shared.limits.sessionsMax(), shared.limits.nameCharsMax());
    }

    /**
     * The session with this SessionId, or null. SessionId 0 means none yet: that session belongs to its connection
     * alone.
     */
    SmbSession find(Connection connection, long sessionId) {
        Hosts home = connection.home();
        return table.find(home.secondHigh(), home.secondLow(), sessionId, ownerOf(connection, sessionId));
    }

    /** The session with this SessionId, added where it is met for the first time. */
    SmbSession of(Connection connection, long sessionId, Moment now) {
        SmbSession found = find(connection, sessionId);
        if (found != null) {
            touch(found);
            return found;
        }
        return add(connection, sessionId, ownerOf(connection, sessionId), now);
    }

    /**
     * The key holds the client's address besides server and SessionId. Workers are dealt host pairs, and what is
     * decoded of one client must not depend on which other clients share its worker.
     */
    private static long ownerOf(Connection connection, long sessionId) {
        return sessionId == 0 ? connection.number() : OpenTable.clientOf(connection);
    }

    /** The session is in use. */
    void touch(SmbSession session) {
        table.touch(session);
    }

    /** Names in the session have changed: their characters are counted anew. */
    void namesChanged(SmbSession session) {
        table.recount(session);
    }

    /** The session of an SMB1 UID, which belongs to its connection ([MS-CIFS] 2.2.1.6.8). */
    SmbSession ofUid(Connection connection, int uid, Moment now) {
        long owner = ~connection.number();
        Hosts home = connection.home();
        SmbSession found = table.find(home.secondHigh(), home.secondLow(), uid, owner);
        if (found != null) {
            touch(found);
            return found;
        }
        return add(connection, uid, owner, now);
    }

    /**
     * Sets the SessionId of a session that was used before it was known: by further units of the message that asked for
     * the session.
     */
    void identify(SmbSession session, long sessionId) {
        Connection at = session.connection;
        long owner = session.ofUid() ? ~at.number() : ownerOf(at, sessionId);
        Hosts home = at.home();
        if (!session.gone && table.find(home.secondHigh(), home.secondLow(), sessionId, owner) == null) {
            table.remove(session);
            session.sessionId = sessionId;
            session.key(home.secondHigh(), home.secondLow(), sessionId, owner);
            table.add(session, session.hosts);
        }
    }

    /** Ends a session with its opens and trees. */
    void end(SmbSession session, Moment now) {
        if (session.gone) {
            return;
        }
        while (session.firstTree != null) {
            shared.trees.end(session.firstTree, now);
        }
        session.gone = true;
        table.remove(session);
    }

    /** Ends all sessions if no connection is left. */
    void endAllIfOver(Moment now) {
        while (shared.hostPairs.empty() && table.size() > 0) {
            end(table.oldest(), now);
        }
    }

    /**
     * Adds a connection to those that carry this session. Returns false where it carried it before, or where too many
     * do.
     */
    boolean attach(SmbSession session, Connection connection) {
        for (int i = 0; i < session.channelCount; i++) {
            if (session.channels[i] == connection.number()) {
                return false;
            }
        }
        if (session.channelCount == CHANNELS_MAX) {
            shared.ledger.note(Anomaly.SMB_CHANNELS_FULL);
            return false;
        }
        if (session.channelCount == session.channels.length) {
            session.channels = Arrays.copyOf(session.channels, session.channelCount * 2);
        }
        session.channels[session.channelCount++] = connection.number();
        return true;
    }

    /** Removes a connection that has ended from those that carry this session. Returns true where it was the last. */
    boolean detach(SmbSession session, Connection connection) {
        for (int i = 0; i < session.channelCount; i++) {
            if (session.channels[i] == connection.number()) {
                session.channels[i] = session.channels[--session.channelCount];
                break;
            }
        }
        return session.channelCount == 0;
    }

    /** Closes the opens of a session that no connection carries any more; its user and shares are still remembered. */
    void closeOpens(SmbSession session, Moment now) {
        for (TreeConnect tree = session.firstTree; tree != null; tree = tree.nextInSession) {
            while (tree.firstOpen != null) {
                shared.opens.close(tree.firstOpen, false, -1, now);
            }
        }
    }

    /** Reports once that something of this session cannot be seen. */
    void blind(SmbSession session, BlindReason reason, Moment now) {
        if (reason == BlindReason.EVICTED) {
            session.unseenChanges.messagesLost();
        }
        int bit = 1 << reason.ordinal();
        if ((session.blindReasons & bit) == 0) {
            session.blindReasons |= bit;
            shared.news.onBlind(session, reason, now);
        }
    }

    private SmbSession add(Connection connection, long sessionId, long owner, Moment now) {
        while (table.full()) {
            SmbSession evicted =
                    table.victim(session -> session.firstTree != null && session.firstTree.firstOpen != null);
            shared.ledger.note(Anomaly.SMB_SESSIONS_FULL);
            end(evicted, now);
            blind(evicted, BlindReason.EVICTED, now);
        }
        SmbSession added = new SmbSession(connection, sessionId, shared.hostPairs.of(connection).unseenChanges);
        added.serial = ++serials;
        added.firstFrame = now.frameNumber();
        Hosts home = connection.home();
        added.key(home.secondHigh(), home.secondLow(), sessionId, owner);
        added.hosts = shared.hostPairs.of(connection);
        table.add(added, added.hosts);
        return added;
    }
}
