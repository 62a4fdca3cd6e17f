package io.sharetap.baseline;

import java.io.IOException;
import java.nio.file.Path;
import net.openhft.chronicle.bytes.BytesStore;

/** Holds the bytes of {@link WritesOfDay}, little-endian: in the heap, outside of it, or in a mapped file. */
interface WriteBytes extends AutoCloseable {
    long i64(long at);

    void i64(long at, long value);

    /** Like {@link #i64}, but becomes visible in the mapped file only after all earlier writes. */
    void i64AtLast(long at, long value);

    int u16(long at);

    void u16(long at, int value);

    int u8(long at);

    void u8(long at, int value);

    @Override
    void close();

    /** Bytes in the heap, all zero. */
    static WriteBytes few(int count) {
        return new InHeap(Keys.sized(count));
    }

    /** Bytes outside of the heap, whose memory is taken as it is written. */
    static WriteBytes many(long count) {
        return new Stored(BytesStore.lazyNativeBytesStoreWithFixedCapacity(count));
    }

    /** Bytes of a file, which is extended where it is shorter. */
    static WriteBytes mapped(Path file, long count) throws IOException {
        return new Stored(BytesStore.wrap(AllocatedFile.map(file, count)));
    }

    /** In the heap. */
    record InHeap(Entry bytes) implements WriteBytes {
        @Override
        public long i64(long at) {
            return bytes.i64((int) at);
        }

        @Override
        public void i64(long at, long value) {
            bytes.i64((int) at, value);
        }

        @Override
        public void i64AtLast(long at, long value) {
            i64(at, value);
        }

        @Override
        public int u16(long at) {
            return bytes.u16((int) at);
        }

        @Override
        public void u16(long at, int value) {
            bytes.u16((int) at, value);
        }

        @Override
        public int u8(long at) {
            return bytes.u8((int) at);
        }

        @Override
        public void u8(long at, int value) {
            bytes.u8((int) at, value);
        }

        @Override
        public void close() {}
    }

    /** Off the heap or in a file. */
    record Stored(BytesStore<?, ?> bytes) implements WriteBytes {
        @Override
        public long i64(long at) {
            return bytes.readLong(at);
        }

        @Override
        public void i64(long at, long value) {
            bytes.writeLong(at, value);
        }

        @Override
        public void i64AtLast(long at, long value) {
            bytes.writeOrderedLong(at, value);
        }

        @Override
        public int u16(long at) {
            return bytes.readUnsignedShort(at);
        }

        @Override
        public void u16(long at, int value) {
            bytes.writeShort(at, (short) value);
        }

        @Override
        public int u8(long at) {
            return bytes.readUnsignedByte(at);
        }

        @Override
        public void u8(long at, int value) {
            bytes.writeByte(at, (byte) value);
        }

        @Override
        public void close() {
            bytes.releaseLast();
        }
    }
}
