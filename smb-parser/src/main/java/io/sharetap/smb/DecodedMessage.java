package io.sharetap.smb;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.sharetap.base.ByteWindow;
import java.nio.ByteBuffer;

/**
 * Holds the one message that was made out of an encrypted or compressed one, while it is read: memory that all
 * connections of a worker share, as the reading ends before the next message comes. Grows to the largest message that
 * came; outside of the heap.
 */
final class DecodedMessage {
    private static final int FIRST_BYTES = 1 << 16;

    private final int bytesMax;
    private final ByteWindow window = new ByteWindow();
    private ByteBuffer memory = ByteBuffer.allocate(0);
    private ByteBuf buffer = Unpooled.EMPTY_BUFFER;

    /** @param bytesMax the longest message that may be in it */
    DecodedMessage(int bytesMax) {
        this.bytesMax = bytesMax;
    }

    /** Room for a message of {@code bytes} bytes, at most as long as may be; what was in it before is lost. */
    ByteBuf room(int bytes) {
        if (bytes > bytesMax) {
            throw new IllegalArgumentException(bytes + " bytes");
        }
        if (bytes > memory.capacity()) {
            int doubled = Math.max(FIRST_BYTES, Integer.highestOneBit(bytes - 1) << 1);
            memory = ByteBuffer.allocateDirect(Math.max(bytes, Math.min(doubled, bytesMax)));
            buffer = Unpooled.wrappedBuffer(memory);
        }
        return buffer;
    }

    /** The first {@code bytes} of the same memory, for those who know no {@link ByteBuf}; valid until the next call. */
    ByteBuffer memory(int bytes) {
        memory.clear();
        return memory.limit(bytes);
    }

    /** The message that was put into the room, as it is read. */
    ByteWindow message(int bytes) {
        return window.wrap(buffer, 0, bytes);
    }

    /** Bytes of memory that it takes. */
    long heldBytes() {
        return memory.capacity();
    }
}
