package io.sharetap.transfer;

import java.util.List;

/** Holds the ranges of a file that must survive a shortage of memory, bounded in number and bytes. */
final class KeepList {
    private static final int RANGES_MAX = 128;
    private static final long BYTES_MAX = 8 << 20;

    private final long[] bounds;

    private KeepList(long[] bounds) {
        this.bounds = bounds;
    }

    /** The head of the file, and what is wanted besides; null: nothing is. */
    static KeepList of(KeptRanges wanted) {
        List<AssembledFile.Range> ranges = wanted == null ? List.of() : wanted.ranges();
        int count = Math.min(ranges.size(), RANGES_MAX);
        long[] bounds = new long[2 * count + 2];
        bounds[1] = FileContent.HEAD_BYTES;
        long left = BYTES_MAX;
        for (int i = 0; i < count; i++) {
            AssembledFile.Range range = ranges.get(i);
            long length = Math.min(Math.max(0, range.to() - range.from()), left);
            bounds[2 * i + 2] = range.from();
            bounds[2 * i + 3] = range.from() + length;
            left -= length;
        }
        return new KeepList(bounds);
    }

    /** Whether the range has a byte that is to be kept. */
    boolean meets(long from, long to) {
        for (int i = 0; i < bounds.length; i += 2) {
            if (bounds[i] < to && from < bounds[i + 1]) {
                return true;
            }
        }
        return false;
    }
}
