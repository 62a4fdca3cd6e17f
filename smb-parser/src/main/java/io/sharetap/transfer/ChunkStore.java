package io.sharetap.transfer;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.sharetap.base.Anomaly;
import io.sharetap.base.ByteWindow;
import io.sharetap.base.Count;
import io.sharetap.base.Ledger;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Holds the content of all files in chunks of one size: in memory outside of the heap, which is taken in slabs as it is
 * needed and then reused, and beyond that in a {@link Spool}.
 *
 * <p>When memory is full, room is made in this order: content of files that are only remembered, then chunks go to the
 * spool, longest in memory first, then chunks that are hashed already are dropped. What finds no room then is not kept.
 */
final class ChunkStore implements AutoCloseable {
    /** Bytes of a chunk: small enough that a small program wastes little, large enough for the disk. */
    static final int CHUNK_BYTES = 16 << 10;

    private static final int SLAB_CHUNKS = 64;
    /** Slots from here on are places of the spool. */
    private static final int SPOOL = 1 << 29;
    /** Chunks that are looked at for one that may be dropped: work for one chunk is bounded. */
    private static final int TRIES = 64;

    /** Asked for room when memory is full. */
    interface Shortage {
        /** Frees what is least needed; false: there is nothing. */
        boolean relieve();
    }

    private final Ledger ledger;
    private final Shortage shortage;
    private final Spool spool;
    private final List<ByteBuf> slabs = new ArrayList<>();
    private final List<ByteBuffer> slabBytes = new ArrayList<>();
    private final byte[] between = new byte[CHUNK_BYTES];
    private int memoryMax;

    private ChunkMap[] holders = new ChunkMap[0];
    private long[] indexes = new long[0];
    private int[] free = new int[0];
    private int freeCount;
    private int hand;

    ChunkStore(long memoryBytesMax, Path spoolDirectory, long spoolBytesMax, Ledger ledger, Shortage shortage) {
        this.ledger = ledger;
        this.shortage = shortage;
        memoryMax = (int) Math.min(memoryBytesMax / CHUNK_BYTES, SPOOL - 1);
        spool = new Spool(spoolDirectory, CHUNK_BYTES, spoolBytesMax);
    }

    /** Takes a chunk in memory for a map and notes it there; {@link ChunkMap#NONE}: there is no room. */
    int take(ChunkMap holder, long index) {
        int slot = freeSlot();
        while (slot == ChunkMap.NONE && shortage.relieve()) {
            slot = freeSlot();
        }
        if (slot == ChunkMap.NONE && holders.length > 0) {
            slot = spoolOldest();
        }
        if (slot == ChunkMap.NONE && holders.length > 0) {
            slot = dropOldest();
        }
        if (slot != ChunkMap.NONE) {
            assign(slot, holder, index);
        }
        return slot;
    }

    /** Gives a slot to a map, from another or newly taken. */
    void assign(int slot, ChunkMap holder, long index) {
        if (slot < SPOOL) {
            holders[slot] = holder;
            indexes[slot] = index;
        }
        holder.put(index, slot);
    }

    void release(int slot) {
        if (slot >= SPOOL) {
            spool.release(slot - SPOOL);
        } else {
            holders[slot] = null;
            free[freeCount++] = slot;
        }
    }

    /** Chunks in memory that hold something. */
    int heldInMemory() {
        return holders.length - freeCount;
    }

    /** Chunks in the spool that hold something. */
    int heldInSpool() {
        return spool.held();
    }

    /** Copies {@code count} bytes of a window into a chunk; false: the disk refused. */
    boolean write(int slot, int at, ByteWindow bytes, int from, int count) {
        if (slot < SPOOL) {
            bytes.copyTo(from, slabs.get(slot / SLAB_CHUNKS), placeOf(slot) + at, count);
            return true;
        }
        bytes.copyTo(from, between, 0, count);
        return spooled(spool.write(slot - SPOOL, at, ByteBuffer.wrap(between, 0, count)));
    }

    /** Copies {@code count} bytes from one chunk into another; false: the disk refused. */
    boolean copy(int fromSlot, int from, int toSlot, int to, int count) {
        if (fromSlot < SPOOL && toSlot < SPOOL) {
            slabs.get(fromSlot / SLAB_CHUNKS)
                    .getBytes(placeOf(fromSlot) + from, slabs.get(toSlot / SLAB_CHUNKS), placeOf(toSlot) + to, count);
            return true;
        }
        if (!read(fromSlot, from, between, 0, count)) {
            return false;
        }
        if (toSlot < SPOOL) {
            slabs.get(toSlot / SLAB_CHUNKS).setBytes(placeOf(toSlot) + to, between, 0, count);
            return true;
        }
        return spooled(spool.write(toSlot - SPOOL, to, ByteBuffer.wrap(between, 0, count)));
    }

    /** Copies {@code count} bytes of a chunk into an array; false: the disk refused. */
    boolean read(int slot, int at, byte[] target, int targetAt, int count) {
        if (slot < SPOOL) {
            slabs.get(slot / SLAB_CHUNKS).getBytes(placeOf(slot) + at, target, targetAt, count);
            return true;
        }
        return spooled(spool.read(slot - SPOOL, at, ByteBuffer.wrap(target, targetAt, count)));
    }

    @Override
    public void close() {
        spool.close();
        slabs.forEach(ByteBuf::release);
        slabs.clear();
        slabBytes.clear();
    }

    private boolean spooled(boolean done) {
        if (!done) {
            ledger.note(Anomaly.SPOOL_FAILED);
        }
        return done;
    }

    private static int placeOf(int slot) {
        return slot % SLAB_CHUNKS * CHUNK_BYTES;
    }

    private int freeSlot() {
        if (freeCount == 0 && holders.length < memoryMax) {
            addSlab();
        }
        return freeCount > 0 ? free[--freeCount] : ChunkMap.NONE;
    }

    private void addSlab() {
        int before = holders.length;
        int added = Math.min(SLAB_CHUNKS, memoryMax - before);
        ByteBuffer memory;
        try {
            memory = ByteBuffer.allocateDirect(added * CHUNK_BYTES);
        } catch (OutOfMemoryError smaller) {
            memoryMax = before; // the machine grants less than the limit, so that is the limit
            ledger.note(Anomaly.CONTENT_MEMORY_FULL);
            return;
        }
        slabBytes.add(memory);
        slabs.add(Unpooled.wrappedBuffer(memory.duplicate()));
        holders = Arrays.copyOf(holders, before + added);
        indexes = Arrays.copyOf(indexes, before + added);
        free = Arrays.copyOf(free, before + added);
        for (int slot = before + added - 1; slot >= before; slot--) {
            free[freeCount++] = slot;
        }
    }

    private int spoolOldest() {
        int place = spool.take();
        if (place < 0) {
            if (spool.failed()) {
                ledger.note(Anomaly.SPOOL_FAILED);
            }
            return ChunkMap.NONE;
        }
        int slot = nextOfHand();
        ByteBuffer chunk = slabBytes.get(slot / SLAB_CHUNKS);
        chunk.limit(placeOf(slot) + CHUNK_BYTES).position(placeOf(slot));
        if (!spooled(spool.write(place, 0, chunk))) {
            return ChunkMap.NONE;
        }
        ledger.add(Count.SPOOLED_BYTES, CHUNK_BYTES);
        holders[slot].put(indexes[slot], SPOOL + place);
        holders[slot] = null;
        return slot;
    }

    private int dropOldest() {
        for (int tries = Math.min(TRIES, holders.length); tries > 0; tries--) {
            int slot = nextOfHand();
            FileContent owner = holders[slot].owner();
            if (owner != null && owner.mayDrop(indexes[slot])) {
                owner.drop(indexes[slot]);
                return free[--freeCount];
            }
        }
        ledger.note(Anomaly.CONTENT_MEMORY_FULL);
        return ChunkMap.NONE;
    }

    private int nextOfHand() {
        hand = hand + 1 < holders.length ? hand + 1 : 0;
        return hand;
    }
}
