package io.sharetap.smb;

import io.sharetap.base.ByteWindow;
import io.sharetap.base.Moment;

/**
 * Takes what is done to files on disk shares, in the order in which the packets tell it.
 *
 * <p>For an open: {@code onOpen}, any number of the others, {@code onClose}. For a write: {@code onWrite},
 * {@code onWriteBytes} and {@code onWriteGap} in any number with positions that only grow, then exactly one
 * {@code onWriteAnswer}. Answers come in any order among writes; an answer may come while its write's bytes are not all
 * there (then what is missing never comes).
 */
public interface FileOpSink {
    /**
     * A file is open: at the answer of CREATE; or at the first use of an open whose CREATE is unanswered (a compound)
     * or was never seen.
     */
    void onOpen(SmbOpen open, Moment now);

    /**
     * The CREATE of an open that was given out before its answer is answered now; not granted means nothing happened.
     */
    void onOpenAnswer(SmbOpen open, boolean granted, Moment now);

    /** A WRITE request begins. */
    void onWrite(SmbWrite write, Moment now);

    /** The bytes of the write's data from position {@code at} (0 is its first byte) on; valid during the call. */
    void onWriteBytes(SmbWrite write, int at, ByteWindow bytes, Moment now);

    /** True: those of the write's bytes that are still to come need only be counted. */
    default boolean passes(SmbWrite write) {
        return false;
    }

    /**
     * The {@code count} bytes of the write's data from position {@code at} on, which need only be counted.
     *
     * @param now when the last of them came
     */
    default void onWritePassed(SmbWrite write, int at, int count, Moment now) {
        throw new IllegalStateException("nobody said that bytes may pass");
    }

    /** {@code gapBytes} of the write's data from position {@code at} on were not captured. */
    void onWriteGap(SmbWrite write, int at, int gapBytes, Moment now);

    /** What became of the write: {@code count} bytes of it are in the file (for UNSEEN: all that it carried may be). */
    void onWriteAnswer(SmbWrite write, Outcome outcome, int count, Moment now);

    /** The server confirmed a new end of file ([MS-FSCC] 2.4.14), or SMB1's WRITE of no bytes cut it. */
    void onEndOfFile(SmbOpen open, long endOfFile, Moment now);

    /**
     * The server confirmed an allocation ([MS-FSCC] 2.4.4): a file that is longer is cut to it ([MS-FSA] 2.1.5.15.1).
     */
    void onAllocation(SmbOpen open, long allocation, Moment now);

    /**
     * The server confirmed a valid data length ([MS-FSCC] 2.4.50): what nobody wrote in front of it reads no longer as
     * zeros but as what lay on the disk there.
     */
    void onValidData(SmbOpen open, long validData, Moment now);

    /** The server changed the file by a request that cannot be followed. */
    void onDoubt(SmbOpen open, Moment now);

    /** The server confirmed what was told of the file last, but not that it did it just so. */
    default void onUncertain(SmbOpen open, Moment now) {}

    /**
     * The server wrote zeros from {@code from} on up to {@code to}, as far as the file reaches ([MS-FSCC] 2.3.71): it
     * does not grow.
     */
    void onZeros(SmbOpen open, long from, long to, Moment now);

    /**
     * The server confirmed a rename ([MS-FSCC] 2.4.43); {@code newPath} inside the same share, no leading separator. If
     * it is a directory, all that lies below goes with it, and is not told one by one; the paths of other opens are
     * those that they have now.
     */
    void onRename(SmbOpen open, String newPath, Moment now);

    /** The server confirmed a hard link ([MS-FSCC] 2.4.27): the file has one more path. */
    void onLink(SmbOpen open, String newPath, Moment now);

    /** The server confirmed a disposition ([MS-FSCC] 2.4.11): the file goes, or stays, at the last close. */
    void onDeletePending(SmbOpen open, boolean deleted, Moment now);

    /** Stands for a length that is the source's, whatever that is. */
    long WHOLE = Long.MAX_VALUE;

    /** Stands for a target's offset: behind what it holds, as far as that is known. */
    long BEHIND = -1;

    /**
     * The server copied {@code length} bytes, or {@link #WHOLE}, between two of its files ([MS-SMB2] 2.2.31.1);
     * {@code source} is null where its key is of no open that we know.
     */
    void onCopy(SmbOpen source, long sourceOffset, SmbOpen target, long targetOffset, long length, Moment now);

    /**
     * The open ended. {@code endOfFile} is the size that the CLOSE answer told, or -1. {@code closed} is false where no
     * granted CLOSE was seen (where the server is not heard at all: none was asked for): the session, tree, connection
     * or input ended, or the open was evicted.
     */
    void onClose(SmbOpen open, boolean closed, long endOfFile, Moment now);

    /** A file of the tree was renamed or deleted by its path without an open that was given out (SMB1). */
    void onPathRename(SmbOpen at, String oldPath, String newPath, Moment now);

    /** What the server said to a WRITE. */
    enum Outcome {
        /** It confirmed that bytes were written, perhaps fewer than asked. */
        CONFIRMED,
        /** It refused; the file is as before. */
        REFUSED,
        /** Its answer was not seen. */
        UNSEEN
    }
}
