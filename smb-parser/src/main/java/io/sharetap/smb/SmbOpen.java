package io.sharetap.smb;

import io.sharetap.tcp.Connection;

/**
 * Holds one open of a file on a disk share, from CREATE to CLOSE ([MS-SMB2] 3.3.1.10). Opens of pipes and print queues
 * are not given out; an open of unknown kind is.
 *
 * <p>Read outside of this room, written inside. The exceptions are the attachments, which belong to the sinks.
 */
public final class SmbOpen extends TableEntry {
    /** CreateAction of the CREATE answer ([MS-SMB2] 2.2.14): what became of the content that was there. */
    public enum Action {
        /** An old file was replaced by an empty one. */
        SUPERSEDED,
        /** The file was there, its content stays. */
        OPENED,
        /** The file is new and empty. */
        CREATED,
        /** The file was there, its content was cut to nothing. */
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
    String path;

    boolean createSeen;
    boolean answered;
    Action action = Action.UNKNOWN;
    long endOfFile = -1;
    boolean deleteOnClose;
    boolean directory;

    /** Something that was asked of it, or said of it, came encrypted. */
    boolean encrypted;

    /** The tree connect that it belongs to, and its neighbours there. */
    TreeConnect in;

    SmbOpen previousInTree;
    SmbOpen nextInTree;

    /** The WRITEs on it that are not answered yet, from old to new. */
    PendingRequest firstWrite;

    PendingRequest lastWrite;

    /** Requests on it that change a file without being WRITEs and are not answered yet. */
    int changesPending;

    /** Nothing was seen of its CREATE, or of the answer; what is more, it may have been used before it was met. */
    boolean beginningUnseen;

    boolean usedUnseen;

    /** Its end is told while other connections of its hosts are held up, which may have more of it. */
    boolean toldEarly;

    /** The sink knows of it. */
    boolean givenOut;

    /** It ended, was refused or was evicted: nothing more is told of it. */
    boolean gone;

    /** Its CLOSE was granted then, with this EndofFile, but its end is not told yet. */
    boolean closing;

    long closingEndOfFile;
    long closingNanos;
    long closingClockNanos;
    long closingFrame;
    long closingFromFrame;

    /** It is no file: what is done to it is not told. */
    boolean hidden;

    /** CreateGuid of a durable open ([MS-SMB2] 2.2.13.2.11), both zero without. */
    long createGuidLow;

    long createGuidHigh;

    /** A program's beginning was read by it. */
    boolean programRead;

    /** The frame in which it was first seen. */
    long firstFrame;

    /** It was opened in this frame at the earliest. */
    long fromFrame;

    /** The last frame in which it was first seen, or in which something that was asked of it was answered. */
    long lastFrame;

    private final long lossesBefore;

    /** The key under which the server copies from it, or null. */
    ResumeKey resumeKey;

    /** Whatever the sink wants to find again at this open's next call. */
    public Object attachment;

    /** Likewise, of the sink of pipes: what was taken for a file may turn out to be a pipe. */
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

    /** False: the CREATE is not answered yet and the FileId below is not valid. */
    public boolean fileIdKnown() {
        return fileIdKnown;
    }

    /** The frame in which it was first seen: its CREATE's answer, or whatever told of it before. */
    public long firstFrame() {
        return firstFrame;
    }

    /** It was opened in this frame at the earliest, and in its first at the latest. */
    public long fromFrame() {
        return fromFrame;
    }

    /** How often requests and answers of its hosts had been lost by then. */
    public long lossesBefore() {
        return lossesBefore;
    }

    /** The path inside the share as on the wire, {@code \} between names and none in front; null: unknown. */
    public String path() {
        return path;
    }

    /** True: the CREATE request was seen. */
    public boolean createSeen() {
        return createSeen;
    }

    /** True: the server's answer to the CREATE was seen and granted it. */
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

    /** True: it was met by its FileId, without a word on what it did to the file. */
    public boolean beginningUnseen() {
        return beginningUnseen && !answered;
    }

    /** True: besides, not all may have been seen that was done by it before it was met. */
    public boolean usedUnseen() {
        return usedUnseen && !answered;
    }

    /** True: its end is told before all that may belong to it. */
    public boolean toldEarly() {
        return toldEarly;
    }

    /** FILE_DELETE_ON_CLOSE was asked for. */
    public boolean deleteOnClose() {
        return deleteOnClose;
    }

    /** True: messages about it were encrypted. */
    public boolean encrypted() {
        return encrypted;
    }

    /** True: the answer, or the request's options, say that this is a directory. */
    public boolean directory() {
        return directory;
    }
}
