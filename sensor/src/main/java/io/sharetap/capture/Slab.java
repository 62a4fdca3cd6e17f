package io.sharetap.capture;

import io.netty.buffer.ByteBuf;

/** Holds one piece of memory in which frames lie: a block that was read, or a window on a file. */
interface Slab {
    ByteBuf bytes();

    int sizeBytes();

    /** Nobody reads it any more: it waits for its next use, or is unmapped. */
    void free();
}
