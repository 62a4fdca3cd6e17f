package io.sharetap.base;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Memory outside of the heap in chunks of one size, which is taken from the machine in slabs as it is needed and given
 * back when it has not been needed for a while.
 *
 * <p>The lowest free chunk is the next to be given out, so that the slabs above what is needed come to be free. What
 * was needed is the most that was taken at once within the last one to two minutes: traffic that swells every few
 * seconds keeps what it swells to, and one peak in an hour does not stay. One thread uses an instance.
 */
public final class ChunkMemory implements AutoCloseable {
    /** No chunk. */
    public static final int NONE = -1;

    private static final long SPAN_NANOS = TimeUnit.MINUTES.toNanos(1);
    /** Memory that goes back at once when released, and nobody watches whether it is. */
    private static final ByteBufAllocator MACHINE = new UnpooledByteBufAllocator(true, true);

    private final int chunkBytes;
    private final int chunksPerSlab;
    private final List<ByteBuf> slabs = new ArrayList<>();
    private int chunksMax;
    private int chunks;
    private int taken;
    /** One bit a chunk, set: it is free. */
    private long[] free = new long[0];
    /** In no word before this one is a chunk free. */
    private int freeFrom;

    private boolean spanBegan;
    private long spanFromNanos;
    private int mostInSpan;
    private int mostInSpanBefore;

    /**
     * Takes nothing yet.
     *
     * @param chunkBytes bytes of a chunk
     * @param chunksPerSlab chunks that are taken from the machine at once, a multiple of 64
     * @param chunksMax chunks that there may be
     */
    public ChunkMemory(int chunkBytes, int chunksPerSlab, int chunksMax) {
        this.chunkBytes = chunkBytes;
        this.chunksPerSlab = chunksPerSlab;
        this.chunksMax = chunksMax;
    }

    /** Chunks that there may be. */
    public int chunksMax() {
        return chunksMax;
    }

    /** Chunks that there are: their numbers are below this one. It falls only by {@link #giveBack}. */
    public int chunks() {
        return chunks;
    }

    /** Chunks that are taken. */
    public int taken() {
        return taken;
    }

    /**
     * Takes a chunk; {@link #NONE}: there may be no more.
     *
     * @throws OutOfMemoryError if the machine grants no more; all is as before then, and there may be no more than
     *     there are from then on
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

    /** A chunk is free again. */
    public void release(int chunk) {
        int word = chunk / Long.SIZE;
        free[word] |= 1L << chunk % Long.SIZE;
        freeFrom = Math.min(freeFrom, word);
        taken--;
    }

    /** The memory that a chunk lies in; valid until {@link #giveBack}. */
    public ByteBuf slabOf(int chunk) {
        return slabs.get(chunk / chunksPerSlab);
    }

    /** Where in its memory a chunk begins. */
    public int offsetOf(int chunk) {
        return chunk % chunksPerSlab * chunkBytes;
    }

    /** The clock has come to {@code clockNanos}: what lies above all that was needed goes back to the machine. */
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
