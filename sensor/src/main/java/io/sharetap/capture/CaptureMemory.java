package io.sharetap.capture;

/**
 * Holds the bounds of the memory in which a file source keeps frames.
 *
 * @param blockBytes size of a block into which captures are read
 * @param blocksMax blocks at once
 * @param windowBytes size of a window on a file; a file of fewer than sixteen is read instead
 * @param windowsMax windows at once; 0: nothing is mapped
 */
record CaptureMemory(int blockBytes, int blocksMax, int windowBytes, int windowsMax) {
    /**
     * The bounds that hold outside of tests: at most 48 MiB of blocks, or 128 MiB of files mapped. A block stays in a
     * core's cache until its frames are decoded, and is read at a cost beside which the call to the kernel is nothing;
     * so is a window mapped.
     */
    static CaptureMemory defaults() {
        return new CaptureMemory(1 << 20, 48, 16 << 20, 8);
    }

    /** Enough to look at the beginning of a capture. */
    static CaptureMemory forALook() {
        return ofBlocks(64 << 10, 4);
    }

    /** Maps nothing. */
    static CaptureMemory ofBlocks(int blockBytes, int blocksMax) {
        return new CaptureMemory(blockBytes, blocksMax, 0, 0);
    }
}
