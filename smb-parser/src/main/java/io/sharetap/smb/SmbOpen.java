package io.sharetap.smb;

import io.sharetap.tcp.Connection;

/**
 * Holds one open of a file on a disk share, from CREATE to CLOSE ([MS-SMB2] 3.3.1.10). Opens of pipes and print queues
 * are not reported; an open of unknown kind is.
 *
 * <p>Other rooms read it, only this room writes it. The exceptions are the attachments, which belong to the sinks.
 */
public final class SmbOpen extends TableEntry {
    /** CreateAction of the CREATE answer ([MS-SMB2] 2.2.14): what became of the content that was there. */
    public enum Action {
        /** An existing file was replaced by an empty one. */
        SUPERSEDED,
        /** The file existed, and its content stays. */
        OPENED,
        /** The file is new and empty. */
        CREATED,
        /** The file existed, and its content was truncated to nothing. */
        OVERWRITTEN,
        /** The answer was not seen. */
        UNKNOWN
    }

    final Connection connection;
    final SmbSession session;
    SmbTree tree;
    long treeId;
    long persistentFileId;
    long volatileFileId;
    boolean fileIdKnown;
    /** Set by {@link OpenTable#name} alone, which counts its characters. */
    String path;

    boolean createSeen;
    boolean answered;
    Action action = Action.UNKNOWN;
    long endOfFile = -1;
    boolean deleteOnClose;
    boolean directory;

    /** Requests or answers about it came encrypted. */
    boolean encrypted;

    /** The tree connect in which it was opened, and its neighbours there. */
    TreeConnect in;

    SmbOpen previousInTree;
    SmbOpen nextInTree;

    /** Its unanswered WRITEs, from old to new. */
    PendingRequest firstWrite;

    PendingRequest lastWrite;

    /** Its unanswered requests that change the file and are no WRITEs. */
    int changesPending;

    /**
     * Neither its CREATE nor the answer was seen; and, for the second flag, it may have been used before it was met.
     */
    boolean beginningUnseen;

    boolean usedUnseen;

    /** Its end is reported while other connections of its hosts are held up, which may hold further WRITEs. */
    boolean reportedEarly;

    /** It was reported to the sink. */
    boolean givenOut;

    /** It ended, was refused or was evicted: nothing more is reported of it. */
    boolean gone;

    /** Its CLOSE was granted at this moment, with this EndofFile, but its end is not reported yet. */
    boolean closing;

    long closingEndOfFile;
    long closingNanos;
    long closingClockNanos;
    long closingFrame;
    long closingFromFrame;

    /** It is no file: acts on it are not reported. */
    boolean hidden;

    /** CreateGuid of a durable open ([MS-SMB2] 2.2.13.2.11); both halves are zero where there is none. */
    long createGuidLow;

    long createGuidHigh;

    /** The begin of a program was read through it. */
    boolean programRead;

    /** The frame in which it was first seen. */
    long firstFrame;

    /** The earliest frame in which it can have been opened. */
    long fromFrame;

    /** The last frame in which it was first seen, or in which a request about it was answered. */
    long lastFrame;

    private final long lossesBefore;

    /** The key under which the server copies from it, or null. */
    ResumeKey resumeKey;

    /** Free for the sink, which finds it again at this open's next call. */
    public Object attachment;

    /** Likewise for the sink of pipes: an open that was taken for a file's may turn out to be a pipe's. */
    public Object pipeAttachment;

    SmbOpen(Connection connection, SmbSession session) {
        this.connection = connection;
        this.session = session;
        lossesBefore = session.unseenChanges.losses();
    }

    @Override
    int chars() {
        return lengthOf(path);
    }

    /** The connection on which it was opened, or first seen. */
    public Connection connection() {
        return connection;
    }

    public SmbSession session() {
        return session;
    }

    /** Null: the TREE_CONNECT was not seen. */
    public SmbTree tree() {
        return tree;
    }

    /** The TreeId under which it was opened. */
    public long treeId() {
        return treeId;
    }

    /** Persistent half of the FileId, 0 in SMB1. */
    public long persistentFileId() {
        return persistentFileId;
    }

    /** Volatile half of the FileId, FID in SMB1. */
    public long volatileFileId() {
        return volatileFileId;
    }

    /** False while the CREATE is not answered: the FileId is then not valid. */
    public boolean fileIdKnown() {
        return fileIdKnown;
    }

    /** The frame in which it was first seen: its CREATE's answer, or an earlier request about it. */
    public long firstFrame() {
        return firstFrame;
    }

    /** The earliest frame in which it can have been opened; the latest is {@link #firstFrame}. */
    public long fromFrame() {
        return fromFrame;
    }

    /** {@link UnseenChanges#losses} of its hosts when it was opened. */
    public long lossesBefore() {
        return lossesBefore;
    }

    /**
     * The path inside the share as on the wire, with {@code \} between names and none in front, and {@code name:stream}
     * without the stream's type; null: unknown.
     */
    public String path() {
        return path;
    }

    /** Whether the CREATE request was seen. */
    public boolean createSeen() {
        return createSeen;
    }

    /** Whether the server's answer to the CREATE was seen and granted it. */
    public boolean answered() {
        return answered;
    }

    public Action action() {
        return action;
    }

    /** Size in bytes as the CREATE answer gives it; -1: unknown. */
    public long endOfFile() {
        return endOfFile;
    }

    /** Whether it was met by its FileId, so that nothing is known of what its CREATE did to the file. */
    public boolean beginningUnseen() {
        return beginningUnseen && !answered;
    }

    /** Whether, in addition, it may have been used before it was met. */
    public boolean usedUnseen() {
        return usedUnseen && !answered;
    }

    /** Whether its end is reported before further WRITEs that may belong to it. */
    public boolean reportedEarly() {
        return reportedEarly;
    }

    /** FILE_DELETE_ON_CLOSE was asked for. */
    public boolean deleteOnClose() {
        return deleteOnClose;
    }

    /** Whether messages about it were encrypted. */
    public boolean encrypted() {
        return encrypted;
    }

    /** Whether the answer, or the request's options, say that this is a directory. */
    public boolean directory() {
        return directory;
    }

    /** Whether a request to change its file waits for an answer. */
    boolean awaitsAnswers() {
        return changesPending > 0 || firstWrite != null;
    }
}
