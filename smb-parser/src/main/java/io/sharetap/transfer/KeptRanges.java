package io.sharetap.transfer;

import java.util.List;

/**
 * Names the ranges of a file that are kept for inspection, whatever its size.
 *
 * @param program true: by its head this is a program; false: it is not, and no byte of it is needed
 */
public record KeptRanges(boolean program, List<AssembledFile.Range> ranges) {}
