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

/**
 * Holds the state of one connection that both dialects share: its sessions, its waiting requests, and which sides are
 * heard.
 */
final class ConnectionState {
    private static final int ONE_SIDED_FROM = 32;
    private static final int PRUNE_FROM = 16;
    private static final BlindReason[] REASONS = BlindReason.values();

    final Connection connection;
    final SmbState shared;

    /** As in the NEGOTIATE answer; null: not seen. */
    String dialect;

    /** The dialect under which messages of SMB2 are counted. */
    Dialect smb2Dialect = Dialect.SMB_2;

    /** MaxWriteSize of the NEGOTIATE answer; -1: not seen. */
    long maxWriteBytes = -1;

    /** The host pair, and its parts of all tables. */
    final HostPairs.Pair hosts;

    boolean clientHeard;
    boolean serverHeard;

    /** Segments of this connection wait for earlier ones. */
    private boolean heldUp;

    /** The requests that wait for their answers, from old to new. */
    PendingRequest oldestPending;

    PendingRequest newestPending;
    int pendingCount;

    /** Of these, the requests whose answers give bytes out of a pipe. */
    int pipeRequests;

    /** SMB1: several requests waited under the same MID at some time. */
    boolean requestIdsReused;

    /** The WRITE whose data is passing, or null. */
    PendingRequest streaming;

    private int streamedBytes;

    /** Reasons to be blind, a bit each, that came up before any session was known to report them for. */
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

    /**
     * Whether other connections may carry the sessions of this one ([MS-SMB2] 1.7: multichannel, from dialect 3.0 on).
     */
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
     * Takes an answer. Returns the moment of its act: it happened after the acts answered before on this connection.
     * Valid until the next call.
     */
    Moment answer(Moment now) {
        long before = answeredFrame;
        answeredFrame = Math.max(before, now.frameNumber());
        return shared.answeredAt.set(now, answeredFrame).from(before);
    }

    /** Whatever is reported from now on came on this connection. */
    void speaks() {
        hosts.unseenChanges.speaks(heldUp);
    }

    /** Segments of this connection now wait for earlier ones, or none do any more. */
    void heldUp(boolean now) {
        if (heldUp != now) {
            heldUp = now;
            hosts.unseenChanges.heldUp(now);
        }
    }

    /**
     * Whether an open that is first met by its FileId may have been used before, unseen. It was not if this is the
     * first message between its hosts, or if their only connection was seen from its handshake.
     */
    boolean mayHaveMissedUses() {
        return hosts.messages > 1 && !(connection.handshakeSeen() && hosts.connections == 1);
    }

    /**
     * Takes the first WRITE seen of an open. Where the begin of neither the open nor the connection was seen, and the
     * WRITE is not at offset 0, most likely others came before it.
     */
    void noteFirstWrite(SmbOpen open, long fileOffset) {
        if (open.beginningUnseen && !open.givenOut && fileOffset != 0) {
            open.usedUnseen |= !connection.handshakeSeen();
        }
    }

    /** Sets the dialect that the server chose; null: one that is not known to us. */
    void negotiated(String name) {
        dialect = name;
        smb2Dialect = Dialect.ofSmb2(name);
        if (last != null && last.dialect == null) {
            last.dialect = name;
        }
    }

    /** The session with this SessionId of SMB2, which this connection carries from now on. */
    SmbSession session(long sessionId, Moment now) {
        if (last != null && last.sessionId == sessionId && !last.gone && !last.ofUid()) {
            shared.sessions.touch(last);
            return last;
        }
        return carry(shared.sessions.of(connection, sessionId, now), now);
    }

    /** The session with this UID of SMB1. */
    SmbSession uidSession(int uid, Moment now) {
        if (last != null && last.sessionId == uid && !last.gone && last.ofUid()) {
            shared.sessions.touch(last);
            return last;
        }
        return carry(shared.sessions.ofUid(connection, uid, now), now);
    }

    /** Notes that something on this connection cannot be seen, for the session in use, or for the next one. */
    void blind(BlindReason reason, Moment now) {
        if (last == null) {
            blindSoon |= 1 << reason.ordinal();
        } else {
            shared.sessions.blind(last, reason, now);
        }
    }

    private void reportBlind(SmbSession session, Moment now) {
        for (BlindReason reason : REASONS) {
            if ((blindSoon & 1 << reason.ordinal()) != 0) {
                shared.sessions.blind(session, reason, now);
            }
        }
        blindSoon = 0;
    }

    /**
     * Where no answer was ever seen, keeps only a few requests waiting. CREATEs stay longest, since the next unknown
     * FileId may be theirs.
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

    /** Searched anew each time: to give up a CLOSE may end other requests, too. */
    private PendingRequest oldestButCreate() {
        PendingRequest request = oldestPending;
        while (request != null && request.ifUnanswered == IfUnanswered.OPEN_WAS_NOT) {
            request = request.newerOfConnection;
        }
        return request;
    }

    /** Takes an answer whose request was not seen; where no request ever was, only the server is heard. */
    void noteAnswerAlone(SmbSession session, Moment now) {
        if (!clientHeard && ++answersAlone == ONE_SIDED_FROM) {
            shared.sessions.blind(session, BlindReason.ONE_SIDED, now);
        }
    }

    /**
     * Names a tree's share where no answer is ever heard: if exactly one TREE_CONNECT of the session is unanswered,
     * this is its tree.
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

    /** Takes the next bytes of the WRITE's data. */
    void onWriteBytes(int at, ByteWindow bytes, Moment now) {
        if (streaming != null) {
            streamedBytes = at + bytes.length();
            shared.files.onWriteBytes(streaming.write, at, bytes, now);
        }
    }

    /** Whether the rest of the WRITE's data need only be counted. */
    boolean passesWrite() {
        return streaming == null || shared.files.passes(streaming.write);
    }

    /** Takes the next bytes of the WRITE's data, which passed and are only counted. */
    void onWritePassed(int at, int count, Moment now) {
        if (streaming != null) {
            streamedBytes = at + count;
            shared.files.onWritePassed(streaming.write, at, count, now);
        }
    }

    /** Takes a gap: the next bytes of the WRITE's data were not captured. */
    void onWriteGap(int at, int gapBytes, Moment now) {
        if (streaming != null) {
            streamedBytes = at + gapBytes;
            shared.files.onWriteGap(streaming.write, at, gapBytes, now);
        }
    }

    /** The WRITE was given up: the rest of its data is skipped. */
    void forgetWrite() {
        streaming = null;
        streamedBytes = 0;
    }

    /** The WRITE's data has ended. Returns its request, or null where that was given up meanwhile. */
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
     * Notes that messages of this side were lost, unknown which. Losses of the client's side alone are harmless: the
     * answers tell whether a change was among the lost requests. They do not where none are heard, or where the
     * server's messages were lost, too, at about the same time.
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

    /** Whether the answer is about a pipe or a print job. */
    boolean isWithoutFiles(SmbAnswer answer) {
        SmbSession session = shared.sessions.find(connection, answer.sessionId);
        TreeConnect tree = session == null ? null : shared.trees.find(session, answer.treeId);
        return tree != null && tree.withoutFiles();
    }

    /** The changes between these two hosts that were not seen. */
    UnseenChanges unseenChanges() {
        return hosts.unseenChanges;
    }

    /**
     * The stream ended in the middle of a WRITE. No server executes part of a request, so half a WRITE cannot put in
     * doubt what was written before.
     */
    void dropUnfinishedWrite(Moment now) {
        if (streaming != null && !streaming.answered) {
            shared.pending.refuse(streaming, now);
        }
    }

    /** Ends the connection: opens are closed in those sessions that no other connection carries. */
    void end(EndReason reason, Moment now) {
        while (oldestPending != null) {
            shared.pending.giveUp(oldestPending, now);
        }
        if (clientHeard != serverHeard && last != null && last.sessionId != 0) {
            blind(BlindReason.ONE_SIDED, now);
        }
        if ((clientLost || serverLost) && last == null && (clientHeard || serverHeard)) {
            blind(BlindReason.DESYNCHRONISED, now); // no message was seen far enough, as with a small snap length
        }
        if (blindSoon != 0) {
            // No session was ever seen: one without an identifier stands for it.
            session(0, now);
        }
        heldUp(false);
        shared.hostPairs.leave(hosts);
        if (reason == EndReason.INPUT_ENDED) {
            // Other connections may yet give out bytes that they hold: sessions end with the last connection.
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
            reportBlind(session, now);
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
