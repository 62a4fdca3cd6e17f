package io.sharetap.smb;

import io.sharetap.base.ByteWindow;
import io.sharetap.base.Dialect;
import io.sharetap.base.Moment;
import io.sharetap.smb.PendingRequest.IfUnanswered;
import io.sharetap.smb.SessionSink.BlindReason;
import io.sharetap.tcp.Connection;
import io.sharetap.tcp.EndReason;
import io.sharetap.tcp.Side;
import java.util.ArrayList;
import java.util.List;

/** Holds what is known of one connection in whatever dialect: its sessions, and which sides are heard. */
final class ConnectionState {
    private static final int ONE_SIDED_FROM = 32;
    private static final int PRUNE_FROM = 16;
    private static final BlindReason[] REASONS = BlindReason.values();

    final Connection connection;
    final SmbState shared;

    /** As the NEGOTIATE answer has it; null: not seen. */
    String dialect;

    /** The same, as messages of SMB2 are counted by it. */
    Dialect smb2Dialect = Dialect.SMB_2;

    /** MaxWriteSize of the NEGOTIATE answer; -1: not seen. */
    long maxWriteBytes = -1;

    /** The two hosts, and what they have of all tables. */
    final HostPairs.Pair hosts;

    boolean clientHeard;
    boolean serverHeard;

    /** Something of it waits for what should come before it. */
    private boolean heldUp;

    /** The requests that wait for their answer. */
    PendingRequest oldestPending;

    PendingRequest newestPending;
    int pendingCount;

    /** Requests among them whose answer gives bytes out of a pipe. */
    int pipeRequests;

    /** SMB1: several requests waited under one MID. */
    boolean requestIdsReused;

    /** The WRITE whose data goes by, or null. */
    PendingRequest streaming;

    private int streamedBytes;

    /** The reasons to be blind that wait for a session to be told of, one bit each. */
    private int blindSoon;

    /** The last frame in which an answer came. */
    private long answeredFrame;

    private int answersAlone;
    private long clientLostNanos;
    private long serverLostNanos;
    private boolean clientLost;
    private boolean serverLost;
    private final List<SmbSession> sessions = new ArrayList<>(1);
    private int pruneAt = PRUNE_FROM;
    private SmbSession last;

    ConnectionState(Connection connection, SmbState shared) {
        this.connection = connection;
        this.shared = shared;
        hosts = shared.hostPairs.enter(connection);
    }

    /** True: other connections may carry the sessions of this one ([MS-SMB2] 1.7: from dialect 3.0 on). */
    boolean maybeOneOfSeveral() {
        return hosts.connections > 1 && (dialect == null || dialect.startsWith("3"));
    }

    void onMessageFrom(Side side) {
        hosts.messages++;
        if (side == Side.CLIENT) {
            clientHeard = true;
        } else {
            serverHeard = true;
        }
    }

    /**
     * An answer came: what it tells was done behind what was answered before on this connection. Valid until the next.
     */
    Moment answer(Moment now) {
        long before = answeredFrame;
        answeredFrame = Math.max(before, now.frameNumber());
        return shared.answeredAt.set(now, answeredFrame).from(before);
    }

    /** What is told from now on came on this connection. */
    void speaks() {
        hosts.unseenChanges.speaks(heldUp);
    }

    /** Something of this connection waits for what should come before it, or nothing does any more. */
    void heldUp(boolean now) {
        if (heldUp != now) {
            heldUp = now;
            hosts.unseenChanges.heldUp(now);
        }
    }

    /**
     * True: an open that is met now by its FileId may have been used before, out of sight. It was not where it is what
     * the first message of its hosts is about, or where the connection was seen from its start.
     */
    boolean mayHaveMissedUses() {
        return hosts.messages > 1 && !(connection.handshakeSeen() && hosts.connections == 1);
    }

    /**
     * The first WRITE that is seen of an open. Where nothing was seen of its beginning, nor of the connection's, and it
     * is somewhere else than at the file's beginning, others came before it most likely.
     */
    void noteFirstWrite(SmbOpen open, long fileOffset) {
        if (open.beginningUnseen && !open.givenOut && fileOffset != 0) {
            open.usedUnseen |= !connection.handshakeSeen();
        }
    }

    /** The dialect that the server chose; null: one that we do not know. */
    void negotiated(String name) {
        dialect = name;
        smb2Dialect = Dialect.ofSmb2(name);
        if (last != null && last.dialect == null) {
            last.dialect = name;
        }
    }

    /** The session under this SessionId of SMB2, which this connection carries from now on. */
    SmbSession session(long sessionId, Moment now) {
        if (last != null && last.sessionId == sessionId && !last.gone && !last.ofUid()) {
            shared.sessions.touch(last);
            return last;
        }
        return carry(shared.sessions.of(connection, sessionId, now), now);
    }

    /** The session under this UID of SMB1. */
    SmbSession uidSession(int uid, Moment now) {
        if (last != null && last.sessionId == uid && !last.gone && last.ofUid()) {
            shared.sessions.touch(last);
            return last;
        }
        return carry(shared.sessions.ofUid(connection, uid, now), now);
    }

    /** Notes that something on this connection cannot be seen, for the session that is used, or will be. */
    void blind(BlindReason reason, Moment now) {
        if (last == null) {
            blindSoon |= 1 << reason.ordinal();
        } else {
            shared.sessions.blind(last, reason, now);
        }
    }

    private void tellBlind(SmbSession session, Moment now) {
        for (BlindReason reason : REASONS) {
            if ((blindSoon & 1 << reason.ordinal()) != 0) {
                shared.sessions.blind(session, reason, now);
            }
        }
        blindSoon = 0;
    }

    /**
     * Where no answer was ever seen, requests do not wait for one any longer when there are more than a few; CREATEs
     * stay, since the next FileId may be theirs.
     */
    void noteOneSided(Moment now) {
        if (serverHeard || pendingCount < ONE_SIDED_FROM) {
            return;
        }
        blind(BlindReason.ONE_SIDED, now);
        for (PendingRequest request = oldestButCreate(); request != null; request = oldestButCreate()) {
            shared.pending.giveUp(request, now);
        }
        while (pendingCount > ONE_SIDED_FROM / 2) {
            shared.pending.giveUp(oldestPending, now);
        }
    }

    /** Asked anew after each that is given up, since with a CLOSE others may go. */
    private PendingRequest oldestButCreate() {
        PendingRequest request = oldestPending;
        while (request != null && request.ifUnanswered == IfUnanswered.OPEN_WAS_NOT) {
            request = request.newerOfConnection;
        }
        return request;
    }

    /** An answer came whose request was not seen; where none ever was, only the server is heard. */
    void noteAnswerAlone(SmbSession session, Moment now) {
        if (!clientHeard && ++answersAlone == ONE_SIDED_FROM) {
            shared.sessions.blind(session, BlindReason.ONE_SIDED, now);
        }
    }

    /**
     * Where no answer is ever heard and a tree's share is not known: if exactly one TREE_CONNECT of the session is
     * unanswered, this is its tree.
     */
    void adoptShare(TreeConnect tree, int treeConnectCommand) {
        if (tree.tree != null || serverHeard) {
            return;
        }
        PendingRequest found = null;
        for (PendingRequest request = newestPending; request != null; request = request.olderOfConnection) {
            if (request.command == treeConnectCommand
                    && request.session == tree.session
                    && request.detail instanceof String) {
                if (found != null) {
                    return;
                }
                found = request;
            }
        }
        if (found != null) {
            shared.trees.name(tree, (String) found.detail, SmbTree.Kind.UNKNOWN);
            shared.pending.remove(found);
        }
    }

    /** The next bytes of the WRITE's data. */
    void onWriteBytes(int at, ByteWindow bytes, Moment now) {
        if (streaming != null) {
            streamedBytes = at + bytes.length();
            shared.files.onWriteBytes(streaming.write, at, bytes, now);
        }
    }

    /** True: the rest of the WRITE's data need only be counted. */
    boolean passesWrite() {
        return streaming == null || shared.files.passes(streaming.write);
    }

    /** The next bytes of the WRITE's data, which need only be counted. */
    void onWritePassed(int at, int count, Moment now) {
        if (streaming != null) {
            streamedBytes = at + count;
            shared.files.onWritePassed(streaming.write, at, count, now);
        }
    }

    /** The next bytes of the WRITE's data were not captured. */
    void onWriteGap(int at, int gapBytes, Moment now) {
        if (streaming != null) {
            streamedBytes = at + gapBytes;
            shared.files.onWriteGap(streaming.write, at, gapBytes, now);
        }
    }

    /** The WRITE was given up: the rest of its data is passed over. */
    void forgetWrite() {
        streaming = null;
        streamedBytes = 0;
    }

    /** No more of the WRITE's data comes; its request, or null where it was given up meanwhile. */
    PendingRequest endOfWriteData(Moment now) {
        PendingRequest request = streaming;
        int seenBytes = streamedBytes;
        forgetWrite();
        if (request != null) {
            request.streaming = false;
            request.askedFrame = now.frameNumber();
            int missing = request.write.dataBytes - seenBytes;
            if (missing > 0) {
                shared.files.onWriteGap(request.write, seenBytes, missing, now);
            }
        }
        return request;
    }

    /**
     * Messages of this side were lost, unknown which. Where answers are heard they tell if a change was among what the
     * client asked for, unless messages of the server were lost too while an answer could have come.
     */
    void noteMessagesLost(Side side, Moment now) {
        if (side == Side.CLIENT) {
            clientLost = true;
            clientLostNanos = now.clockNanos();
        } else {
            serverLost = true;
            serverLostNanos = now.clockNanos();
        }
        boolean bothLost =
                clientLost && serverLost && Math.abs(clientLostNanos - serverLostNanos) <= shared.limits.answerNanos();
        if (bothLost || clientLost && !serverHeard) {
            hosts.unseenChanges.lose();
        }
    }

    /** True: the answer is about a pipe or a print job. */
    boolean isWithoutFiles(SmbAnswer answer) {
        SmbSession session = shared.sessions.find(connection, answer.sessionId);
        TreeConnect tree = session == null ? null : shared.trees.find(session, answer.treeId);
        return tree != null && tree.withoutFiles();
    }

    /** What its two hosts do out of sight. */
    UnseenChanges unseenChanges() {
        return hosts.unseenChanges;
    }

    /**
     * The stream was ended in the middle of a WRITE. No server carries out a request of which it has a part, so that
     * half a WRITE cannot put in doubt what was written before.
     */
    void dropUnfinishedWrite(Moment now) {
        if (streaming != null && !streaming.answered) {
            shared.pending.refuse(streaming, now);
        }
    }

    /** The connection is over: what is open in sessions that it was the last to carry is closed. */
    void end(EndReason reason, Moment now) {
        while (oldestPending != null) {
            shared.pending.giveUp(oldestPending, now);
        }
        if (clientHeard != serverHeard && last != null && last.sessionId != 0) {
            blind(BlindReason.ONE_SIDED, now);
        }
        if ((clientLost || serverLost) && last == null && (clientHeard || serverHeard)) {
            blind(BlindReason.DESYNCHRONISED, now); // of no message was enough seen, as with a small snap length
        }
        if (blindSoon != 0) {
            // no session was ever seen: one without an identifier stands for what was missed
            session(0, now);
        }
        heldUp(false);
        shared.hostPairs.leave(hosts);
        if (reason == EndReason.INPUT_ENDED) {
            // other connections may yet give out what they held back: sessions end with the last of all connections
            shared.sessions.endAllIfOver(now);
            return;
        }
        for (SmbSession session : sessions) {
            if (!session.gone && shared.sessions.detach(session, connection)) {
                if (reason == EndReason.IDLE || reason == EndReason.EVICTED) {
                    shared.sessions.closeOpens(session, now);
                } else {
                    shared.sessions.end(session, now);
                }
            }
        }
        sessions.clear();
        last = null;
    }

    private SmbSession carry(SmbSession session, Moment now) {
        session.unseenChanges = hosts.unseenChanges;
        if (session.dialect == null) {
            session.dialect = dialect;
        }
        if (blindSoon != 0) {
            tellBlind(session, now);
        }
        if (shared.sessions.attach(session, connection)) {
            if (sessions.size() >= pruneAt) {
                sessions.removeIf(carried -> carried.gone);
                pruneAt = Math.max(PRUNE_FROM, 2 * sessions.size());
            }
            sessions.add(session);
        }
        last = session;
        return session;
    }
}
