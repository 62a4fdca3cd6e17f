package io.sharetap.smb;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.sharetap.base.Shares;
import java.nio.ByteBuffer;

/**
 * Lends memory to put together what segments cut and what is needed in one piece: one instance for heads of messages,
 * another for whole messages. All connections of a worker share it, so ten thousand cut heads take no more than the
 * limit. Host pairs with more than their fair share are refused before others are.
 */
final class GatherBuffers {
    private static final int SMALLEST_BITS = 9;
    private static final int CLASSES = 32 - SMALLEST_BITS;
    private static final int SPARE_MAX = 64;

    private final int largestBytes;
    private final boolean outsideOfHeap;
    private final HostPairs pairs;
    private final int number;
    private final Shares shares;
    private final ByteBuf[][] spare = new ByteBuf[CLASSES][];
    private final int[] spares = new int[CLASSES];

    private GatherBuffers(HostPairs pairs, int largestBytes, boolean outsideOfHeap, int bytesMax) {
        this.pairs = pairs;
        this.largestBytes = largestBytes;
        this.outsideOfHeap = outsideOfHeap;
        number = pairs.tableNumber();
        shares = new Shares(bytesMax);
    }

    /** For heads: small, on the heap. */
    static GatherBuffers ofHeads(HostPairs pairs, int bytesMax) {
        return new GatherBuffers(pairs, 1 << 30, false, bytesMax);
    }

    /** For whole messages of at most {@code largestBytes}. */
    static GatherBuffers ofMessages(HostPairs pairs, int largestBytes, int bytesMax) {
        return new GatherBuffers(pairs, largestBytes, true, bytesMax);
    }

    /** Memory of at least {@code wanted} bytes for a host pair; null where too much is lent out already. */
    ByteBuf borrow(HostPairs.Pair hosts, int wanted) {
        int sizeClass = classOf(wanted);
        int size = Math.max(wanted, Math.min(largestBytes, 1 << sizeClass + SMALLEST_BITS));
        HostPairs.Part part = pairs.enter(hosts, number);
        if (!shares.hasRoomFor(part, size)) {
            pairs.leave(part);
            return null;
        }
        shares.add(part, size);
        if (spares[sizeClass] > 0) {
            return spare[sizeClass][--spares[sizeClass]];
        }
        return outsideOfHeap
                ? Unpooled.wrappedBuffer(ByteBuffer.allocateDirect(size))
                : Unpooled.wrappedBuffer(new byte[size]);
    }

    /** Takes back memory that this host pair borrowed. */
    void giveBack(HostPairs.Pair hosts, ByteBuf buffer) {
        int sizeClass = classOf(buffer.capacity());
        HostPairs.Part part = hosts.part(number);
        shares.add(part, -buffer.capacity());
        pairs.leave(part);
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
        return shares.taken();
    }

    private static int classOf(int wanted) {
        return Math.max(0, 32 - Integer.numberOfLeadingZeros(Math.max(1, wanted) - 1) - SMALLEST_BITS);
    }
}
