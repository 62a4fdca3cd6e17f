package io.sharetap.smb;

import io.sharetap.base.Anomaly;
import io.sharetap.base.Hosts;
import io.sharetap.base.Moment;
import io.sharetap.smb.SessionSink.BlindReason;
import io.sharetap.tcp.Connection;
import java.util.Arrays;

/**
 * Keeps the sessions of a worker, by server address and SessionId: the connections of a session share it ([MS-SMB2]
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

    /** The session under this SessionId, or null. A SessionId of 0 is none yet: it belongs to the connection alone. */
    SmbSession find(Connection connection, long sessionId) {
        Hosts home = connection.home();
        return table.find(home.secondHigh(), home.secondLow(), sessionId, ownerOf(connection, sessionId));
    }

    /** The session under this SessionId, added where it is met for the first time. */
    SmbSession of(Connection connection, long sessionId, Moment now) {
        SmbSession found = find(connection, sessionId);
        if (found != null) {
            touch(found);
            return found;
        }
        return add(connection, sessionId, ownerOf(connection, sessionId), now);
    }

    /**
     * Beside server and SessionId the client's address: workers are dealt pairs of hosts, and what one client's packets
     * say must not depend on which other clients share its worker.
     */
    private static long ownerOf(Connection connection, long sessionId) {
        return sessionId == 0 ? connection.number() : OpenTable.clientOf(connection);
    }

    /** The session is in use, and more may be known of it than before. */
    void touch(SmbSession session) {
        table.touch(session);
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

    /** The SessionId of a session is known now, of which more was asked in the message that asked for it. */
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

    /** A session is over: its opens and trees go with it. */
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

    /** Ends all sessions if no connection is left at all. */
    void endAllIfOver(Moment now) {
        while (shared.hostPairs.empty() && table.size() > 0) {
            end(table.oldest(), now);
        }
    }

    /** A connection carries this session; true: from now on, false: it did before (or too many do). */
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

    /** A connection that carried this session is over; true: it was the last. */
    boolean detach(SmbSession session, Connection connection) {
        for (int i = 0; i < session.channelCount; i++) {
            if (session.channels[i] == connection.number()) {
                session.channels[i] = session.channels[--session.channelCount];
                break;
            }
        }
        return session.channelCount == 0;
    }

    /** Closes what is open in a session that no connection carries any more; its user and shares are remembered. */
    void closeOpens(SmbSession session, Moment now) {
        for (TreeConnect tree = session.firstTree; tree != null; tree = tree.nextInSession) {
            while (tree.firstOpen != null) {
                shared.opens.close(tree.firstOpen, false, -1, now);
            }
        }
    }

    /** Tells once that something of this session cannot be seen. */
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
