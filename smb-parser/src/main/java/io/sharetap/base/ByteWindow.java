package io.sharetap.base;

import io.netty.buffer.ByteBuf;
import java.util.Objects;

/**
 * Shows a bounded, read-only part of memory that belongs to someone else; nothing is copied.
 *
 * <p>A window is re-pointed with {@code wrap} and then read by positions relative to its start. It is valid until the
 * owner uses the memory anew, which for packet data means: during the call that handed it over. Every read is checked
 * against the window's own length. So a decoder that trusts a length from the wire can at worst fail one message
 * ({@link IndexOutOfBoundsException}); it never reads neighbouring bytes.
 */
public final class ByteWindow {
    private ByteBuf memory;
    private int start;
    private int length;

    /** Points this window at {@code length} bytes of {@code memory} from {@code start} on. */
    public ByteWindow wrap(ByteBuf memory, int start, int length) {
        Objects.checkFromIndexSize(start, length, memory.capacity());
        this.memory = memory;
        this.start = start;
        this.length = length;
        return this;
    }

    /** Points this window at {@code length} bytes of {@code outer} from its position {@code from} on. */
    public ByteWindow wrap(ByteWindow outer, int from, int length) {
        Objects.checkFromIndexSize(from, length, outer.length);
        this.memory = outer.memory;
        this.start = outer.start + from;
        this.length = length;
        return this;
    }

    /** Empties this window; it keeps no reference to the memory it showed. */
    public void release() {
        memory = null;
        start = 0;
        length = 0;
    }

    /** Bytes in view. */
    public int length() {
        return length;
    }

    public int u8(int at) {
        return memory.getByte(position(at, 1)) & 0xFF;
    }

    public int u16be(int at) {
        return memory.getShort(position(at, 2)) & 0xFFFF;
    }

    public int u16le(int at) {
        return memory.getShortLE(position(at, 2)) & 0xFFFF;
    }

    public int i32be(int at) {
        return memory.getInt(position(at, 4));
    }

    public int i32le(int at) {
        return memory.getIntLE(position(at, 4));
    }

    public long u32be(int at) {
        return memory.getInt(position(at, 4)) & 0xFFFF_FFFFL;
    }

    public long u32le(int at) {
        return memory.getIntLE(position(at, 4)) & 0xFFFF_FFFFL;
    }

    public long i64be(int at) {
        return memory.getLong(position(at, 8));
    }

    public long i64le(int at) {
        return memory.getLongLE(position(at, 8));
    }

    /** Copies {@code count} bytes from position {@code at} into {@code target}. */
    public void copyTo(int at, byte[] target, int targetAt, int count) {
        memory.getBytes(position(at, count), target, targetAt, count);
    }

    /**
     * Copies {@code count} bytes from position {@code at} into {@code target}, whose reader and writer indexes stay as
     * they are.
     */
    public void copyTo(int at, ByteBuf target, int targetAt, int count) {
        memory.getBytes(position(at, count), target, targetAt, count);
    }

    private int position(int at, int width) {
        return start + Objects.checkFromIndexSize(at, width, length);
    }
}
