package io.sharetap.transfer;

/** Owns chunks of content, of which one may be taken back when there is not enough for all. */
interface ChunkOwner {
    /** True: nobody misses the chunk, unless the client rewrites what lies before it. */
    boolean mayDrop(long index);

    /** Frees the chunk: its bytes were seen, and are not kept any more. */
    void drop(long index);
}
