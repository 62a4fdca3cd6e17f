package io.sharetap.capture;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.sharetap.base.ByteWindow;
import java.nio.ByteOrder;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Hands frames from the thread that captures to the one that decodes, without a lock. Each frame is copied into the
 * ring once and read in place until it is released. A full ring takes no more frames.
 *
 * <pre>
 *   released ........ read ........ written
 *      | frames being decoded | frames that wait |   free   ...
 * </pre>
 *
 * <p>Its memory lies outside of the Java heap, as its size is the user's choice.
 */
final class FrameRing {
    // A record: its length (or PASS_ON), captured and wire bytes, link type, capture time, arrival, number, the frame.
    private static final int CAPTURED_AT = 4;
    private static final int WIRE_AT = 8;
    private static final int LINK_TYPE_AT = 12;
    private static final int EPOCH_AT = 16;
    private static final int ARRIVED_AT = 24;
    private static final int NUMBER_AT = 32;
    private static final int HEAD_BYTES = 40;

    /** In the place of a record's length: the next record begins at the start of the memory. */
    private static final int PASS_ON = 0;

    private static final int ALIGNMENT = 8;

    private final int capacity;
    private final Memory outside;
    private final long address;
    private final ByteBuf memory;

    /** Positions, which only grow. The capturing thread writes this one, the decoding thread the other. */
    private final AtomicLong written = new AtomicLong();

    private final AtomicLong released = new AtomicLong();

    private long releasedSeen;
    private long read;

    /** @param capacity bytes, a power of two */
    FrameRing(int capacity) {
        this.capacity = capacity;
        this.outside = new Memory(capacity);
        this.address = Pointer.nativeValue(outside);
        this.memory = Unpooled.wrappedBuffer(outside.getByteBuffer(0, capacity).order(ByteOrder.BIG_ENDIAN));
    }

    /** Copies a frame from a native address. Returns false where there is no room. */
    boolean put(int linkType, long data, int capturedBytes, int wireBytes, long epochNanos, long arrivedNanos) {
        int length = HEAD_BYTES + capturedBytes + ALIGNMENT - 1 & -ALIGNMENT;
        long begin = written.getPlain();
        int at = (int) begin & capacity - 1;
        int passed = at + length > capacity ? capacity - at : 0;
        long end = begin + passed + length;
        if (end - releasedSeen > capacity) {
            releasedSeen = released.get();
            if (end - releasedSeen > capacity) {
                return false;
            }
        }
        if (passed > 0) {
            memory.setInt(at, PASS_ON);
            at = 0;
        }
        memory.setInt(at, length);
        memory.setInt(at + CAPTURED_AT, capturedBytes);
        memory.setInt(at + WIRE_AT, wireBytes);
        memory.setInt(at + LINK_TYPE_AT, linkType);
        memory.setLong(at + EPOCH_AT, epochNanos);
        memory.setLong(at + ARRIVED_AT, arrivedNanos);
        Libpcap.memcpy(address + at + HEAD_BYTES, data, capturedBytes);
        written.lazySet(end);
        return true;
    }

    /** Whether a frame waits that was not taken yet. */
    boolean hasNext() {
        if (read == written.get()) {
            return false;
        }
        if (memory.getInt(place(read)) == PASS_ON) {
            read += capacity - place(read);
        }
        return true;
    }

    /** Capture time of the next frame. */
    long epochNanos() {
        return memory.getLong(place(read) + EPOCH_AT);
    }

    /** When the next frame arrived here, by {@link System#nanoTime}. */
    long arrivedNanos() {
        return memory.getLong(place(read) + ARRIVED_AT);
    }

    /** Gives the next frame to the sink, under this number. */
    void take(FrameSink sink, ByteWindow window, long frameNumber) {
        int at = place(read);
        read += memory.getInt(at);
        memory.setLong(at + NUMBER_AT, frameNumber);
        window.wrap(memory, at + HEAD_BYTES, memory.getInt(at + CAPTURED_AT));
        int linkType = memory.getInt(at + LINK_TYPE_AT);
        sink.onFrame(linkType, window, memory.getInt(at + WIRE_AT), memory.getLong(at + EPOCH_AT), frameNumber);
    }

    /** Frees the memory of the frames with numbers up to this one. */
    void release(long frameNumber) {
        long position = released.getPlain();
        while (position < read) {
            int at = place(position);
            int length = memory.getInt(at);
            if (length == PASS_ON) {
                position += capacity - at;
            } else if (memory.getLong(at + NUMBER_AT) <= frameNumber) {
                position += length;
            } else {
                break;
            }
        }
        released.lazySet(position);
    }

    private int place(long position) {
        return (int) position & capacity - 1;
    }

    /** Bytes in use; any thread may ask. */
    long usedBytes() {
        return Math.max(0, written.get() - released.get());
    }

    int capacity() {
        return capacity;
    }

    /** No frame may be read any more. */
    void close() {
        memory.release();
        outside.close();
    }
}
