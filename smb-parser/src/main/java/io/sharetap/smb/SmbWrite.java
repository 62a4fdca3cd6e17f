package io.sharetap.smb;

/** Holds one WRITE request from its first byte to its answer. Reused after the answer was reported. */
public final class SmbWrite {
    /** The offset that means the end of the file (2^64-1, [MS-FSA] 2.1.5.4). */
    public static final long APPEND = -1;

    SmbOpen open;
    long fileOffset;
    int dataBytes;

    /** Free for the sink, which finds it again at this write's next call, and clears it at the answer. */
    public Object attachment;

    SmbWrite() {}

    public SmbOpen open() {
        return open;
    }

    /** The offset in the file at which the data begins, in bytes; {@link #APPEND}: at its end. */
    public long fileOffset() {
        return fileOffset;
    }

    /** Bytes of data in the request, as far as they lie inside its message. */
    public int dataBytes() {
        return dataBytes;
    }
}
