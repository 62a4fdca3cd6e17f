package io.sharetap.tcp;

import io.sharetap.base.ByteWindow;
import io.sharetap.base.ChunkMemory;
import io.sharetap.base.Shares;
import java.util.Arrays;

/**
 * Holds bytes that came early, in chunks of memory outside of the heap. All connections together keep to one bound, and
 * host pairs with more than their fair share reach it earlier.
 */
final class HoldPool {
    static final int CHUNK_BYTES = 2_048;

    private static final int CHUNKS_PER_SLAB = 512;
    private static final int NONE = -1;

    private final Shares shares;
    private final ChunkMemory memory;
    /** For each chunk in use, the next chunk of the same segment. */
    private int[] nextChunk = new int[0];

    private HeldSegment spare;
    private final ByteWindow piece = new ByteWindow();
    private final ByteWindow slice = new ByteWindow();

    HoldPool(int bytesMax) {
        int chunksMax = bytesMax / CHUNK_BYTES;
        shares = new Shares(chunksMax);
        memory = new ChunkMemory(CHUNK_BYTES, CHUNKS_PER_SLAB, chunksMax);
    }

    /** Whether {@link #hold} of so many bytes will succeed. */
    boolean hasRoomFor(Flow flow, int length) {
        return shares.hasRoomFor(flow.pair.holding, chunksFor(length));
    }

    /**
     * Of the host pair that holds more than its fair share, the flow that has held segments longest; null where there
     * is no such pair.
     */
    Flow longestOfLargest() {
        FlowPairs.Holding largest = (FlowPairs.Holding) shares.largest();
        return largest == null ? null : largest.flows.first().flow;
    }

    /** Copies {@code length} bytes of a flow; returns null where there is no room. */
    HeldSegment hold(Flow flow, ByteWindow bytes, int from, int length) {
        if (!hasRoomFor(flow, length)) {
            return null;
        }
        HeldSegment held = spare == null ? new HeldSegment() : spare;
        spare = held.next;
        held.flow = flow;
        if (flow.heldSegments++ == 0) {
            flow.pair.holding.flows.toLast(flow.holding, 0);
        }
        shares.add(flow.pair.holding, chunksFor(length));
        held.next = null;
        held.length = length;
        held.missingTailBytes = 0;
        held.firstChunk = NONE;
        // From the last chunk to the first, so that each can name the next.
        for (int at = (chunksFor(length) - 1) * CHUNK_BYTES; at >= 0; at -= CHUNK_BYTES) {
            int chunk = takeChunk();
            if (length > 0) {
                bytes.copyTo(
                        from + at, memory.slabOf(chunk), memory.offsetOf(chunk), Math.min(CHUNK_BYTES, length - at));
            }
            nextChunk[chunk] = held.firstChunk;
            held.firstChunk = chunk;
        }
        return held;
    }

    /** Frees a held segment, which must be in no list any more. */
    void release(HeldSegment held) {
        Flow flow = held.flow;
        held.flow = null;
        if (--flow.heldSegments == 0) {
            flow.holding.leave();
        }
        shares.add(flow.pair.holding, -chunksFor(held.length));
        while (held.firstChunk != NONE) {
            int chunk = held.firstChunk;
            held.firstChunk = nextChunk[chunk];
            memory.release(chunk);
        }
        held.previous = null;
        held.next = spare;
        spare = held;
    }

    /** The bytes of a held segment from {@code from} on, as far as they are contiguous; valid until the next call. */
    ByteWindow piece(HeldSegment held, int from) {
        int chunk = held.firstChunk;
        int chunkStart = 0;
        while (from - chunkStart >= CHUNK_BYTES) {
            chunk = nextChunk[chunk];
            chunkStart += CHUNK_BYTES;
        }
        int within = from - chunkStart;
        int length = Math.min(CHUNK_BYTES - within, held.length - from);
        return piece.wrap(memory.slabOf(chunk), memory.offsetOf(chunk) + within, length);
    }

    /** A part of a window; valid until the next call. */
    ByteWindow slice(ByteWindow bytes, int from, int length) {
        return slice.wrap(bytes, from, length);
    }

    /** Whether {@code length} held bytes from {@code from} on differ from those of {@code others}. */
    boolean differs(HeldSegment held, int from, ByteWindow others, int othersFrom, int length) {
        int at = 0;
        while (at < length) {
            ByteWindow bytes = piece(held, from + at);
            int count = Math.min(bytes.length(), length - at);
            for (int i = 0; i < count; i++) {
                if (bytes.u8(i) != others.u8(othersFrom + at + i)) {
                    return true;
                }
            }
            at += count;
        }
        return false;
    }

    /** Bytes of memory that held segments occupy. */
    long occupiedBytes() {
        return shares.taken() * CHUNK_BYTES;
    }

    /**
     * Gives memory that was not needed for a while back to the system.
     *
     * @param clockNanos what the capture's clock shows
     */
    void giveBack(long clockNanos) {
        memory.giveBack(clockNanos);
    }

    /** At least one: a segment without bytes takes a chunk too. */
    private static int chunksFor(int length) {
        return Math.max(1, (length + CHUNK_BYTES - 1) / CHUNK_BYTES);
    }

    private int takeChunk() {
        int chunk = memory.take();
        if (chunk >= nextChunk.length) {
            nextChunk = Arrays.copyOf(nextChunk, memory.chunks());
        }
        return chunk;
    }
}
