package io.sharetap.smb;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.sharetap.base.ByteWindow;
import java.nio.ByteBuffer;

/**
 * Holds the one message that was decrypted or decompressed, while it is read. All connections of a worker share the
 * memory, as reading a message ends before the next one comes. It lies outside of the heap and grows to the largest
 * message.
 */
final class DecodedMessage {
    private static final int FIRST_BYTES = 1 << 16;

    private final int bytesMax;
    private final ByteWindow window = new ByteWindow();
    private ByteBuffer memory = ByteBuffer.allocate(0);
    private ByteBuf buffer = Unpooled.EMPTY_BUFFER;

    /** @param bytesMax the longest message that it may hold */
    DecodedMessage(int bytesMax) {
        this.bytesMax = bytesMax;
    }

    /** Gives room for a message of {@code bytes} bytes, at most {@code bytesMax}; the earlier content is lost. */
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

    /**
     * The first {@code bytes} of the same memory, for callers that take no {@link ByteBuf}; valid until the next call.
     */
    ByteBuffer memory(int bytes) {
        memory.clear();
        return memory.limit(bytes);
    }

    /** The message that was put into the room, for reading. */
    ByteWindow message(int bytes) {
        return window.wrap(buffer, 0, bytes);
    }

    /** Bytes of memory that it holds. */
    long heldBytes() {
        return memory.capacity();
    }
}
