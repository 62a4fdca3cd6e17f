package io.sharetap.capture;

import io.netty.buffer.ByteBuf;

/** Holds one piece of memory in which frames lie: a window of a mapped file, or a block that was read. */
interface Slab {
    ByteBuf bytes();

    int sizeBytes();

    /** Nobody reads it any more: it is unmapped, or waits for its next use. */
    void free();
}
