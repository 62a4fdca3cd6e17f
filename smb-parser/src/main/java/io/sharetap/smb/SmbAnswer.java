package io.sharetap.smb;

/**
 * Holds the facts of an answer, independent of the memory in which it came. In a capture that is out of order an answer
 * may come before its request, and then waits for it. Reused.
 */
final class SmbAnswer extends TableEntry {
    /** Stands for the TreeId of an answer that has an AsyncId in its place ([MS-SMB2] 2.2.1.1). */
    static final long NO_TREE_ID = -1;

    int command;
    int status;
    long clockNanos;
    long sessionId;
    long treeId;
    long persistentFileId;
    long volatileFileId;

    /** Count of a WRITE, EndofFile of a CREATE or CLOSE; -1: not told. */
    long number;

    /** CreateAction, ShareType, or CtlCode. */
    int kind;

    /** FileAttributes. */
    int attributes;

    /** The counter of unseen changes, while the answer waits for its request and grants a change; otherwise null. */
    UnseenChanges countedBy;

    /** Its neighbours in that counter's list, older and newer. */
    SmbAnswer before;

    SmbAnswer behind;

    /** The frame in which it came. */
    long frameNumber;

    /** The act that it confirms happened in this frame at the earliest, whenever it was asked for. */
    long fromFrame;

    /** The server's names, where the answer belongs to a logon; otherwise null. */
    Logon logon;

    /** SMB1: the number of chunks written, where the request was a copy. */
    long chunks;

    /** A resume key, in three parts. */
    long firstOfKey;

    long secondOfKey;
    long thirdOfKey;

    /**
     * Whether the server did what was asked for. Warnings (0x8…) count as refusals, as with a symbolic link that the
     * client must follow.
     */
    boolean granted() {
        return status >= 0;
    }

    /** Whether it may confirm a rename: of SMB1 or 2, of which no two commands with one number change files. */
    boolean mayRename() {
        return switch (command) {
            case Smb2HeaderView.SET_INFO, Smb1Commands.RENAME, Smb1Commands.NT_RENAME, Smb1Commands.TRANSACTION2 ->
                true;
            default -> false;
        };
    }

    @Override
    int chars() {
        return logon == null ? 0 : logon.chars();
    }

    void begin(Smb2Unit unit) {
        command = unit.command;
        status = unit.status;
        sessionId = unit.sessionId;
        treeId = unit.async() ? NO_TREE_ID : unit.treeId;
        persistentFileId = 0;
        volatileFileId = 0;
        number = -1;
        kind = 0;
        attributes = 0;
        logon = null;
        firstOfKey = 0;
        secondOfKey = 0;
        thirdOfKey = 0;
    }

    void copyFrom(SmbAnswer other) {
        command = other.command;
        status = other.status;
        clockNanos = other.clockNanos;
        sessionId = other.sessionId;
        treeId = other.treeId;
        persistentFileId = other.persistentFileId;
        volatileFileId = other.volatileFileId;
        number = other.number;
        kind = other.kind;
        attributes = other.attributes;
        frameNumber = other.frameNumber;
        fromFrame = other.fromFrame;
        logon = other.logon;
        firstOfKey = other.firstOfKey;
        secondOfKey = other.secondOfKey;
        thirdOfKey = other.thirdOfKey;
        chunks = other.chunks;
    }
}
