package io.sharetap.transfer;

import java.util.List;

/**
 * Names the ranges of a file that are kept for inspection, whatever its size.
 *
 * @param program whether the head shows a program; otherwise no byte of the file is needed
 * @param leftOut a second digest of the file is computed while it comes in, without these ranges; null: none is
 */
public record KeptRanges(boolean program, List<AssembledFile.Range> ranges, List<AssembledFile.Range> leftOut) {
    /** Ranges of a file that needs only one digest. */
    public KeptRanges(boolean program, List<AssembledFile.Range> ranges) {
        this(program, ranges, null);
    }
}
