package io.sharetap.baseline;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import net.openhft.chronicle.core.Memory;

/** Holds the bytes of one key or value on their way between a map and a record. Reused; grows; little-endian. */
final class Entry {
    private static final VarHandle SHORT = view(short[].class);
    private static final VarHandle INT = view(int[].class);
    private static final VarHandle LONG = view(long[].class);
    private static final long LONG48_MASK = (1L << 48) - 1;

    private byte[] bytes = new byte[64];
    private int length;

    private static VarHandle view(Class<?> type) {
        return MethodHandles.byteArrayViewVarHandle(type, ByteOrder.LITTLE_ENDIAN);
    }

    int length() {
        return length;
    }

    /** The array behind it: valid up to {@link #length}, until the next {@link #resize}. */
    byte[] array() {
        return bytes;
    }

    /** Sets the length; added bytes are zero. */
    void resize(int newLength) {
        if (newLength > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(newLength, bytes.length * 2));
        }
        if (newLength > length) {
            Arrays.fill(bytes, length, newLength, (byte) 0);
        }
        length = newLength;
    }

    int u8(int at) {
        return bytes[at] & 0xFF;
    }

    void u8(int at, int value) {
        bytes[at] = (byte) value;
    }

    int u16(int at) {
        return (short) SHORT.get(bytes, at) & 0xFFFF;
    }

    void u16(int at, int value) {
        SHORT.set(bytes, at, (short) value);
    }

    int i32(int at) {
        return (int) INT.get(bytes, at);
    }

    void i32(int at, int value) {
        INT.set(bytes, at, value);
    }

    long i64(int at) {
        return (long) LONG.get(bytes, at);
    }

    void i64(int at, long value) {
        LONG.set(bytes, at, value);
    }

    /** A signed number of 48 bits. */
    long i48(int at) {
        long low = i32(at) & 0xFFFF_FFFFL;
        return (long) (short) SHORT.get(bytes, at + Integer.BYTES) << 32 | low;
    }

    void i48(int at, long value) {
        long cut = value & LONG48_MASK;
        i32(at, (int) cut);
        u16(at + Integer.BYTES, (int) (cut >>> 32));
    }

    void copyIn(int at, byte[] from, int count) {
        System.arraycopy(from, 0, bytes, at, count);
    }

    byte[] copyOut(int at, int count) {
        return Arrays.copyOfRange(bytes, at, at + count);
    }

    /** Copies so many bytes from memory outside of the heap. */
    void copyFrom(Memory memory, long address, int count) {
        length = 0;
        if (count > bytes.length) {
            resize(count);
        }
        memory.readBytes(address, bytes, 0, count);
        length = count;
    }

    void copyFrom(Entry other) {
        copyFrom(other.bytes, other.length);
    }

    /** Copies a whole array. */
    void copyFrom(byte[] other) {
        copyFrom(other, other.length);
    }

    private void copyFrom(byte[] other, int count) {
        length = 0;
        if (count > bytes.length) {
            resize(count);
        }
        System.arraycopy(other, 0, bytes, 0, count);
        length = count;
    }
}
