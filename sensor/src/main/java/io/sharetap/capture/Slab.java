package io.sharetap.capture;

import io.netty.buffer.ByteBuf;

/** Holds one piece of memory in which frames lie: a block that was read, or a window on a file. */
abstract class Slab {
    private final ByteBuf bytes;

    protected Slab(ByteBuf bytes) {
        this.bytes = bytes;
    }

    final ByteBuf bytes() {
        return bytes;
    }

    final int sizeBytes() {
        return bytes.capacity();
    }

    /** Called when no frame in it is read any more: it is kept for its next use, or unmapped. */
    abstract void free();
}
