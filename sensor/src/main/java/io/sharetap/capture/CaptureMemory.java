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
     * The bounds outside of tests: at most 48 MiB of blocks, or 128 MiB of mapped windows. A block of 1 MiB stays in a
     * core's cache until its frames are decoded, and is large enough that the system call to read it costs nothing in
     * comparison. The same holds for the call that maps a window.
     */
    static CaptureMemory defaults() {
        return new CaptureMemory(1 << 20, 48, 16 << 20, 8);
    }

    /** Enough to read the beginning of a capture. */
    static CaptureMemory forALook() {
        return ofBlocks(64 << 10, 4);
    }

    /** Bounds for reading in blocks only; no window is mapped. */
    static CaptureMemory ofBlocks(int blockBytes, int blocksMax) {
        return new CaptureMemory(blockBytes, blocksMax, 0, 0);
    }
}
