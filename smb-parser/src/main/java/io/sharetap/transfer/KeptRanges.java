package io.sharetap.transfer;

import java.util.List;

/**
 * Names the ranges of a file that are kept for inspection, whatever its size.
 *
 * @param program true: by its head this is a program; false: it is not, and no byte of it is needed
 * @param leftOut the file is hashed a second time while it comes in, but for these ranges; null: it is not
 */
public record KeptRanges(boolean program, List<AssembledFile.Range> ranges, List<AssembledFile.Range> leftOut) {
    /** Ranges of a file that one digest is enough for. */
    public KeptRanges(boolean program, List<AssembledFile.Range> ranges) {
        this(program, ranges, null);
    }
}
