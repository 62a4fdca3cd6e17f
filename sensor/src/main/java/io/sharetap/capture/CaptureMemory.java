package io.sharetap.capture;

/**
 * Holds the bounds of the memory in which a file source keeps frames.
 *
 * @param blockBytes size of a block into which captures are read
 * @param blocksMax blocks at once
 */
record CaptureMemory(int blockBytes, int blocksMax) {
    /**
     * The bounds that hold outside of tests: at most 48 MiB. A block stays in a core's cache until its frames are
     * decoded, and is read at a cost beside which the call to the kernel is nothing.
     */
    static CaptureMemory defaults() {
        return new CaptureMemory(1 << 20, 48);
    }

    /** Enough to look at the beginning of a capture. */
    static CaptureMemory forALook() {
        return new CaptureMemory(64 << 10, 4);
    }
}
