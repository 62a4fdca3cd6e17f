package io.sharetap.transfer;

/** Owns chunks of content, any of which may be taken back when memory is short. */
interface ChunkOwner {
    /** Whether the chunk is not needed any more, unless the client rewrites what lies before it. */
    boolean mayDrop(long index);

    /** Frees the chunk: its bytes count as seen, but not kept. */
    void drop(long index);
}
