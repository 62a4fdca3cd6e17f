package io.sharetap.smb;

/** Holds one WRITE request between its first byte and its answer. Reused after the answer was given out. */
public final class SmbWrite {
    /** Stands for an offset that means the end of the file (2^64-1, [MS-FSA] 2.1.5.4). */
    public static final long APPEND = -1;

    SmbOpen open;
    long fileOffset;
    int dataBytes;

    /** Whatever the sink wants to find again at this write's next call; the sink clears it at the answer. */
    public Object attachment;

    SmbWrite() {}

    public SmbOpen open() {
        return open;
    }

    /** Where in the file the data begins, in bytes; {@link #APPEND}: at its end. */
    public long fileOffset() {
        return fileOffset;
    }

    /** Bytes of data that the request carries, as far as they lie inside its message. */
    public int dataBytes() {
        return dataBytes;
    }
}
