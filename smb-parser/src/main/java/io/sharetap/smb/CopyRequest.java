package io.sharetap.smb;

import io.sharetap.base.Moment;

/** Holds the pieces of a server-side copy until it is answered. */
final class CopyRequest implements PendingRequest.Detail {
    /** Three numbers of eight bytes. */
    private static final int CHARS_PER_CHUNK = 12;

    private final SmbOpen source;
    private final long[] sourceOffsets;
    private final long[] targetOffsets;
    private final long[] lengths;

    /** {@code source} is null where its key is of no open that we know. */
    CopyRequest(SmbOpen source, int chunks) {
        this.source = source;
        sourceOffsets = new long[chunks];
        targetOffsets = new long[chunks];
        lengths = new long[chunks];
    }

    @Override
    public int chars() {
        return lengths.length * CHARS_PER_CHUNK;
    }

    void chunk(int index, long sourceOffset, long targetOffset, long length) {
        sourceOffsets[index] = sourceOffset;
        targetOffsets[index] = targetOffset;
        lengths[index] = length;
    }

    /** Tells of the pieces that the server says it copied; what no file can hold is left out. */
    void tell(FileOpSink files, SmbOpen target, long chunksWritten, Moment now) {
        for (int i = 0; i < lengths.length && i < chunksWritten; i++) {
            boolean sane = sourceOffsets[i] >= 0
                    && targetOffsets[i] >= 0
                    && lengths[i] > 0
                    && targetOffsets[i] <= Long.MAX_VALUE - lengths[i]
                    && sourceOffsets[i] <= Long.MAX_VALUE - lengths[i];
            if (sane) {
                files.onCopy(source, sourceOffsets[i], target, targetOffsets[i], lengths[i], now);
            }
        }
    }
}
