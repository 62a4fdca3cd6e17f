package io.sharetap.smb;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/**
 * Lends memory for the heads of messages that a segment cuts, and takes it back for the next. All connections of a
 * worker share it, so that ten thousand cut heads cost no more than the limit.
 */
final class GatherBuffers {
    private static final int SMALLEST_BITS = 9;
    private static final int CLASSES = 32 - SMALLEST_BITS;
    private static final int SPARE_MAX = 64;

    private final int bytesMax;
    private final ByteBuf[][] spare = new ByteBuf[CLASSES][];
    private final int[] spares = new int[CLASSES];
    private int bytes;

    GatherBuffers(int bytesMax) {
        this.bytesMax = bytesMax;
    }

    /** Memory of at least {@code wanted} bytes, or null: too much is lent out already. */
    ByteBuf borrow(int wanted) {
        int sizeClass = classOf(wanted);
        int size = 1 << sizeClass + SMALLEST_BITS;
        if (size > bytesMax - bytes) {
            return null;
        }
        bytes += size;
        if (spares[sizeClass] > 0) {
            return spare[sizeClass][--spares[sizeClass]];
        }
        return Unpooled.wrappedBuffer(new byte[size]);
    }

    /** Takes memory back. */
    void giveBack(ByteBuf buffer) {
        int sizeClass = classOf(buffer.capacity());
        bytes -= buffer.capacity();
        if (spare[sizeClass] == null) {
            spare[sizeClass] = new ByteBuf[SPARE_MAX];
        }
        int sparesMax = Math.max(1, SPARE_MAX >> sizeClass);
        if (spares[sizeClass] < sparesMax) {
            spare[sizeClass][spares[sizeClass]++] = buffer;
        }
    }

    /** Bytes of memory that are lent out. */
    long lentBytes() {
        return bytes;
    }

    private static int classOf(int wanted) {
        return Math.max(0, 32 - Integer.numberOfLeadingZeros(Math.max(1, wanted) - 1) - SMALLEST_BITS);
    }
}
