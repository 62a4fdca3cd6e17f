package io.sharetap.capture;

/**
 * Holds the bounds of the memory in which a file source keeps frames.
 *
 * @param windowBytes size of a window of a mapped file
 * @param mappedBytesMax windows mapped at once, in bytes
 * @param blockBytes size of a block into which compressed captures and standard input are read
 * @param blocksMax blocks at once
 */
record CaptureMemory(int windowBytes, long mappedBytesMax, int blockBytes, int blocksMax) {
    /** The bounds that hold outside of tests: at most 256 MiB mapped and 48 MiB of blocks. */
    static CaptureMemory defaults() {
        return new CaptureMemory(64 << 20, 256L << 20, 1 << 20, 48);
    }

    /** Enough to look at the beginning of a capture. */
    static CaptureMemory forALook() {
        return new CaptureMemory(64 << 10, 4 << 20, 64 << 10, 4);
    }
}
