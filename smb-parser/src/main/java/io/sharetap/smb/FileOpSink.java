package io.sharetap.smb;

import io.sharetap.base.ByteWindow;
import io.sharetap.base.Moment;

/**
 * Takes acts on files of disk shares, in the order in which the packets reveal them.
 *
 * <p>For an open: {@code onOpen}, any number of the others, {@code onClose}. For a write: {@code onWrite},
 * {@code onWriteBytes} and {@code onWriteGap} in any number with growing positions, then exactly one
 * {@code onWriteAnswer}. Writes may be answered in any order; an answer may come before all of the write's bytes (the
 * missing ones then never come).
 */
public interface FileOpSink {
    /**
     * A file is open: called at the answer of CREATE, or at the first use of an open whose CREATE is unanswered (a
     * compound) or was not seen.
     */
    void onOpen(SmbOpen open, Moment now);

    /**
     * The CREATE of an open that was reported before its answer is answered now; if it is not granted, nothing
     * happened.
     */
    void onOpenAnswer(SmbOpen open, boolean granted, Moment now);

    /** A WRITE request begins. */
    void onWrite(SmbWrite write, Moment now);

    /** The bytes of the write's data from position {@code at} (0 is its first byte) on; valid during the call. */
    void onWriteBytes(SmbWrite write, int at, ByteWindow bytes, Moment now);

    /** Whether the remaining bytes of the write need only be counted. */
    default boolean passes(SmbWrite write) {
        return false;
    }

    /**
     * The next {@code count} bytes of the write's data, from position {@code at} on, passed and are only counted.
     *
     * @param now the moment of the last of them
     */
    default void onWritePassed(SmbWrite write, int at, int count, Moment now) {
        throw new IllegalStateException("nobody said that bytes may pass");
    }

    /** {@code gapBytes} of the write's data from position {@code at} on were not captured. */
    void onWriteGap(SmbWrite write, int at, int gapBytes, Moment now);

    /** The result of the write: {@code count} bytes of it are in the file (for UNSEEN: at most all that came). */
    void onWriteAnswer(SmbWrite write, Outcome outcome, int count, Moment now);

    /** The server confirmed a new end of file ([MS-FSCC] 2.4.14), or an SMB1 WRITE of no bytes, which sets it. */
    void onEndOfFile(SmbOpen open, long endOfFile, Moment now);

    /** The server confirmed an allocation ([MS-FSCC] 2.4.4): a longer file is truncated to it ([MS-FSA] 2.1.5.15.1). */
    void onAllocation(SmbOpen open, long allocation, Moment now);

    /**
     * The server confirmed a valid data length ([MS-FSCC] 2.4.50): bytes before it that nobody wrote no longer read as
     * zeros, but as what lay on the disk.
     */
    void onValidData(SmbOpen open, long validData, Moment now);

    /** The server changed the file by a request that cannot be followed. */
    void onDoubt(SmbOpen open, Moment now);

    /** The server confirmed the act that was reported last, but may have done something slightly different. */
    default void onUncertain(SmbOpen open, Moment now) {}

    /**
     * The server wrote zeros from {@code from} up to {@code to}, as far as the file reaches ([MS-FSCC] 2.3.71): it does
     * not grow.
     */
    void onZeros(SmbOpen open, long from, long to, Moment now);

    /**
     * The server confirmed a rename ([MS-FSCC] 2.4.43); {@code newPath} is inside the same share, without a leading
     * separator. The content of a directory moves with it, and is not reported one by one; the paths of other opens are
     * already the new ones.
     */
    void onRename(SmbOpen open, String newPath, Moment now);

    /** The server confirmed a hard link ([MS-FSCC] 2.4.27): the file has another path in addition. */
    void onLink(SmbOpen open, String newPath, Moment now);

    /** The server confirmed a disposition ([MS-FSCC] 2.4.11): at the last close the file is deleted, or it stays. */
    void onDeletePending(SmbOpen open, boolean deleted, Moment now);

    /** A length: that of the whole source, which is not known. */
    long WHOLE = Long.MAX_VALUE;

    /** An offset in the target: behind its content, as far as that is known. */
    long BEHIND = -1;

    /**
     * The server copied {@code length} bytes, or {@link #WHOLE}, between two of its files ([MS-SMB2] 2.2.31.1);
     * {@code source} is null where its key belongs to no known open.
     */
    void onCopy(SmbOpen source, long sourceOffset, SmbOpen target, long targetOffset, long length, Moment now);

    /**
     * The open ended. {@code endOfFile} is the size in the CLOSE answer, or -1. {@code closed} is false where no
     * granted CLOSE was seen (where the server is not heard at all: no CLOSE request), because the session, tree,
     * connection or input ended, or the open was evicted.
     */
    void onClose(SmbOpen open, boolean closed, long endOfFile, Moment now);

    /** A file of the tree was renamed or deleted by its path, without an open that was reported (SMB1). */
    void onPathRename(SmbOpen at, String oldPath, String newPath, Moment now);

    /** The server's answer to a WRITE. */
    enum Outcome {
        /** It confirmed that bytes were written, perhaps fewer than asked. */
        CONFIRMED,
        /** It refused; the file is as before. */
        REFUSED,
        /** Its answer was not seen. */
        UNSEEN
    }
}
