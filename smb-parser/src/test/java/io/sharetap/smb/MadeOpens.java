package io.sharetap.smb;

import io.sharetap.tcp.Connection;

/** Makes opens and writes for tests of the rooms behind, as the decoder would. */
public final class MadeOpens {
    private MadeOpens() {}

    public static Connection connection(int client, int server) {
        return new Connection(
                1, 0, 0xFFFF_0A00_0000L + client, 50_000, -1, 0, 0xFFFF_0A00_0000L + server, 445, -1, -1, true);
    }

    public static SmbSession session(Connection connection, long sessionId) {
        return new SmbSession(connection, sessionId, new UnseenChanges());
    }

    /** An open whose CREATE was seen and answered. */
    public static SmbOpen open(SmbSession session, String share, String path, SmbOpen.Action action, long endOfFile) {
        SmbOpen open = new SmbOpen(session.connection(), session);
        open.tree = share == null ? null : new SmbTree(5, "\\\\server\\" + share, share, SmbTree.Kind.DISK);
        open.path = path;
        open.createSeen = true;
        open.answered = true;
        open.fileIdKnown = true;
        open.action = action;
        open.endOfFile = endOfFile;
        return open;
    }

    /** An open of which only its use was seen. */
    public static SmbOpen openUnseen(SmbSession session, String share) {
        SmbOpen open = new SmbOpen(session.connection(), session);
        open.tree = share == null ? null : new SmbTree(5, "\\\\server\\" + share, share, SmbTree.Kind.DISK);
        open.fileIdKnown = true;
        return open;
    }

    /** An open whose CREATE request was seen and not its answer. */
    public static SmbOpen openUnanswered(SmbSession session, String share, String path) {
        SmbOpen open = openUnseen(session, share);
        open.path = path;
        open.createSeen = true;
        return open;
    }

    /** The answer to the CREATE of such an open. */
    public static void answer(SmbOpen open, SmbOpen.Action action, long endOfFile) {
        open.answered = true;
        open.action = action;
        open.endOfFile = endOfFile;
    }

    /** The same, where its name was not known before. */
    public static void answerNamed(SmbOpen open, String path, SmbOpen.Action action, long endOfFile) {
        open.path = path;
        answer(open, action, endOfFile);
    }

    /** Its CREATE was answered in this frame. */
    public static SmbOpen seenIn(long frame, SmbOpen open) {
        return seenIn(frame, frame, open);
    }

    /** The same, and the server opened it in the first of these frames at the earliest. */
    public static SmbOpen seenIn(long fromFrame, long frame, SmbOpen open) {
        open.firstFrame = frame;
        open.fromFrame = fromFrame;
        return open;
    }

    public static SmbOpen directory(SmbOpen open) {
        open.directory = true;
        return open;
    }

    /** Nothing is known of its beginning; {@code used}: it may have been used before it was met. */
    public static SmbOpen beginningUnseen(boolean used, SmbOpen open) {
        open.beginningUnseen = true;
        open.usedUnseen = used;
        return open;
    }

    /** The share of its tree is known now. */
    public static void named(SmbOpen open, String share) {
        open.tree = new SmbTree(5, "\\\\server\\" + share, share, SmbTree.Kind.DISK);
    }

    /** Its end is told before all that may belong to it. */
    public static SmbOpen reportedEarly(SmbOpen open) {
        open.reportedEarly = true;
        return open;
    }

    /** A connection of the session's hosts is held up, or is so no more. */
    public static void heldUp(SmbSession session, boolean one) {
        session.unseenChanges.heldUp(one);
    }

    /** A change was asked for at this time and is not answered. */
    public static void changeAsked(SmbSession session, long clockNanos) {
        PendingRequest request = new PendingRequest();
        request.clockNanos = clockNanos;
        session.unseenChanges.ask(request);
    }

    /** Messages of the session's hosts were lost. */
    public static void messagesLost(SmbSession session) {
        session.unseenChanges.messagesLost();
    }

    public static SmbOpen deleteOnClose(SmbOpen open) {
        open.deleteOnClose = true;
        return open;
    }

    /** Some file of the session is changed out of sight. */
    public static void changeUnseen(SmbSession session) {
        session.unseenChanges.lose();
    }

    /** A rename was granted in this frame, whose request was not seen. */
    public static void renameGranted(SmbSession session, long frame) {
        SmbAnswer answer = new SmbAnswer();
        answer.command = Smb2HeaderView.SET_INFO;
        answer.frameNumber = frame;
        session.unseenChanges.await(answer);
    }

    /** True: the open's file may have been changed out of sight while it was open. */
    static boolean changedUnseen(SmbOpen open) {
        return open.session.unseenChanges.since(open.lossesBefore(), open.firstFrame, Long.MAX_VALUE);
    }

    public static SmbWrite write(SmbOpen open, long fileOffset, int dataBytes) {
        SmbWrite write = new SmbWrite();
        write.open = open;
        write.fileOffset = fileOffset;
        write.dataBytes = dataBytes;
        return write;
    }

    /** The same object as another WRITE, as the decoder reuses them. */
    public static SmbWrite again(SmbWrite write, long fileOffset) {
        write.fileOffset = fileOffset;
        write.attachment = null;
        return write;
    }
}
