package io.sharetap.smb;

/**
 * Holds what an answer says, apart from the memory in which it came: an answer may come before its request when the
 * capture is out of order, and then waits for it. Reused.
 */
final class Smb2Answer extends TableEntry {
    int command;
    int status;
    long epochNanos;
    long sessionId;
    long treeId;
    long persistentFileId;
    long volatileFileId;

    /** Count of a WRITE, EndofFile of a CREATE or CLOSE, -1: not told. */
    long number;

    /** CreateAction, ShareType, or the chunks that were written. */
    int kind;

    /** FileAttributes. */
    int attributes;

    /** A resume key. */
    long key0OfCopy;

    long key1OfCopy;
    long key2OfCopy;

    /**
     * True: the server did what was asked for. Warnings (0x8…) count as refusals, as with a link that must be followed.
     */
    boolean granted() {
        return status >= 0;
    }

    void begin(Smb2Unit unit) {
        command = unit.command;
        status = unit.status;
        sessionId = unit.sessionId;
        treeId = unit.treeId;
        persistentFileId = 0;
        volatileFileId = 0;
        number = -1;
        kind = 0;
        attributes = 0;
        key0OfCopy = 0;
        key1OfCopy = 0;
        key2OfCopy = 0;
    }

    void copyFrom(Smb2Answer other) {
        command = other.command;
        status = other.status;
        epochNanos = other.epochNanos;
        sessionId = other.sessionId;
        treeId = other.treeId;
        persistentFileId = other.persistentFileId;
        volatileFileId = other.volatileFileId;
        number = other.number;
        kind = other.kind;
        attributes = other.attributes;
        key0OfCopy = other.key0OfCopy;
        key1OfCopy = other.key1OfCopy;
        key2OfCopy = other.key2OfCopy;
    }
}
