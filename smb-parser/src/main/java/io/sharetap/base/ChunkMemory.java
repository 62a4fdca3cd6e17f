package io.sharetap.base;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Gives out chunks of one size of memory outside of the heap. The memory is taken from the system in slabs, as it is
 * needed, and given back when it has not been needed for a while.
 *
 * <p>The lowest free chunk is given out next, so that the upper slabs become free. What is needed is judged by the most
 * chunks that were taken at once within the last one to two minutes: traffic that swells every few seconds keeps its
 * memory, and a single peak in an hour does not. One thread uses an instance.
 */
public final class ChunkMemory implements AutoCloseable {
    /** Stands for no chunk. */
    public static final int NONE = -1;

    private static final long SPAN_NANOS = TimeUnit.MINUTES.toNanos(1);
    /** Frees memory at once when released, and keeps no records to detect leaks. */
    private static final ByteBufAllocator MACHINE = new UnpooledByteBufAllocator(true, true);

    private final int chunkBytes;
    private final int chunksPerSlab;
    private final List<ByteBuf> slabs = new ArrayList<>();
    private int chunksMax;
    private int chunks;
    private int taken;
    /** A bit for each chunk; set: the chunk is free. */
    private long[] free = new long[0];
    /** Index of the first word of {@link #free} that may have a bit set. */
    private int freeFrom;

    private boolean spanBegan;
    private long spanFromNanos;
    private int mostInSpan;
    private int mostInSpanBefore;

    /**
     * Takes no memory yet.
     *
     * @param chunkBytes bytes of a chunk
     * @param chunksPerSlab chunks that are taken from the system at once, a multiple of 64
     * @param chunksMax the most chunks there may be
     */
    public ChunkMemory(int chunkBytes, int chunksPerSlab, int chunksMax) {
        this.chunkBytes = chunkBytes;
        this.chunksPerSlab = chunksPerSlab;
        this.chunksMax = chunksMax;
    }

    /** The most chunks there may be. */
    public int chunksMax() {
        return chunksMax;
    }

    /** Chunks in all slabs, numbered from 0. The number falls only by {@link #giveBack}. */
    public int chunks() {
        return chunks;
    }

    /** Chunks that are in use. */
    public int taken() {
        return taken;
    }

    /**
     * Takes a chunk, or gives {@link #NONE} where the most are in use.
     *
     * @throws OutOfMemoryError the system grants no more memory; nothing has changed then, except that the present
     *     number of chunks is the most from then on
     */
    public int take() {
        if (taken == chunks && !addSlab()) {
            return NONE;
        }
        while (free[freeFrom] == 0) {
            freeFrom++;
        }
        int bit = Long.numberOfTrailingZeros(free[freeFrom]);
        free[freeFrom] &= ~(1L << bit);
        mostInSpan = Math.max(mostInSpan, ++taken);
        return freeFrom * Long.SIZE + bit;
    }

    /** Frees a chunk. */
    public void release(int chunk) {
        int word = chunk / Long.SIZE;
        free[word] |= 1L << chunk % Long.SIZE;
        freeFrom = Math.min(freeFrom, word);
        taken--;
    }

    /** The slab in which a chunk lies; valid until {@link #giveBack}. */
    public ByteBuf slabOf(int chunk) {
        return slabs.get(chunk / chunksPerSlab);
    }

    /** The index in its slab at which a chunk begins. */
    public int offsetOf(int chunk) {
        return chunk % chunksPerSlab * chunkBytes;
    }

    /**
     * Gives the slabs above all chunks that were needed lately back to the system.
     *
     * @param clockNanos what the capture's clock shows
     */
    public void giveBack(long clockNanos) {
        if (spanBegan && clockNanos - spanFromNanos < SPAN_NANOS) {
            return;
        }
        int needed = spanBegan ? Math.max(mostInSpan, mostInSpanBefore) : chunks;
        spanBegan = true;
        spanFromNanos = clockNanos;
        mostInSpanBefore = mostInSpan;
        mostInSpan = taken;
        while (!slabs.isEmpty() && firstOfLastSlab() >= needed && isLastSlabFree()) {
            chunks = firstOfLastSlab();
            Arrays.fill(free, chunks / Long.SIZE, free.length, 0);
            slabs.remove(slabs.size() - 1).release();
        }
    }

    private boolean addSlab() {
        int added = Math.min(chunksPerSlab, chunksMax - chunks);
        if (added <= 0) {
            return false;
        }
        try {
            slabs.add(MACHINE.directBuffer(added * chunkBytes));
        } catch (OutOfMemoryError granted) {
            chunksMax = chunks;
            throw granted;
        }
        int words = (chunks + added + Long.SIZE - 1) / Long.SIZE;
        free = words > free.length ? Arrays.copyOf(free, words) : free;
        for (int chunk = chunks; chunk < chunks + added; chunk++) {
            free[chunk / Long.SIZE] |= 1L << chunk % Long.SIZE;
        }
        freeFrom = Math.min(freeFrom, chunks / Long.SIZE);
        chunks += added;
        return true;
    }

    private int firstOfLastSlab() {
        return (slabs.size() - 1) * chunksPerSlab;
    }

    private boolean isLastSlabFree() {
        for (int chunk = firstOfLastSlab(); chunk < chunks; chunk++) {
            if ((free[chunk / Long.SIZE] >>> chunk % Long.SIZE & 1) == 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() {
        slabs.forEach(ByteBuf::release);
        slabs.clear();
        chunks = 0;
        taken = 0;
        Arrays.fill(free, 0);
    }
}
