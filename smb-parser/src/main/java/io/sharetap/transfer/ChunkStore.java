package io.sharetap.transfer;

import io.sharetap.base.Anomaly;
import io.sharetap.base.ByteWindow;
import io.sharetap.base.ChunkMemory;
import io.sharetap.base.Count;
import io.sharetap.base.Ledger;
import io.sharetap.base.Moment;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Holds the content of all files in chunks of one size: in {@link ChunkMemory}, and beyond that in a {@link Spool}.
 *
 * <p>When memory is full, room is made in this order: content of files that are only remembered is dropped; chunks go
 * to the spool, those longest in memory first; chunks that are hashed already are dropped; the host pair with most
 * chunks loses one to a pair with fewer. Content for which there is still no room is not kept.
 */
final class ChunkStore implements AutoCloseable {
    /** Bytes of a chunk: small enough that a small program wastes little, large enough for the disk. */
    static final int CHUNK_BYTES = 16 << 10;

    /** Chunks at the beginning of a file that contain a program's headers: without these it cannot be recognised. */
    static final int HEAD_CHUNKS = 4;

    private static final int SLAB_CHUNKS = 64;
    /** Slots from this number on are places in the spool. */
    private static final int SPOOL = 1 << 29;
    /**
     * Chunks in memory, and as many on disk, among which one to drop is looked for: the work for a chunk is bounded.
     */
    private static final int SAMPLES = 32;

    /** A host pair with more than this fraction of all chunks has much. */
    private static final int FAIR_PART = 16;

    private static final long SAMPLE_STEP = 0x9E37_79B9_7F4A_7C15L;

    /** Asked for room when memory is full. */
    interface Shortage {
        /** Frees what is needed least, for the benefit of a host pair. Returns false where there is nothing to free. */
        boolean relieve(HostPair asking);
    }

    private final Ledger ledger;
    private final Shortage shortage;
    private final Spool spool;
    private final ChunkMemory memory;
    private final byte[] between = new byte[CHUNK_BYTES];

    private ChunkMap[] holders = new ChunkMap[0];
    private long[] indexes = new long[0];
    private int hand;
    private ChunkMap[] spoolHolders = new ChunkMap[0];
    private long[] spoolIndexes = new long[0];
    private long sample;

    ChunkStore(long memoryBytesMax, Path spoolDirectory, long spoolBytesMax, Ledger ledger, Shortage shortage) {
        this.ledger = ledger;
        this.shortage = shortage;
        memory = new ChunkMemory(CHUNK_BYTES, SLAB_CHUNKS, (int) Math.min(memoryBytesMax / CHUNK_BYTES, SPOOL - 1));
        spool = new Spool(spoolDirectory, CHUNK_BYTES, spoolBytesMax);
    }

    /** Takes a chunk in memory for a map and enters it there; {@link ChunkMap#NONE} where there is no room. */
    int take(ChunkMap holder, long index) {
        int slot = freeSlot();
        while (slot == ChunkMap.NONE && shortage.relieve(holder.pair())) {
            slot = freeSlot();
        }
        if (slot == ChunkMap.NONE && memory.chunks() > 0) {
            slot = spoolOldest();
        }
        if (slot == ChunkMap.NONE && memory.chunks() > 0) {
            slot = dropFor(holder.pair(), index);
        }
        if (slot != ChunkMap.NONE) {
            assign(slot, holder, index);
            holder.pair().chunks++;
        }
        return slot;
    }

    /** Whether the host pair has more than its fair share, and so no claim to others' chunks. */
    boolean hasMuch(HostPair pair) {
        return pair.chunks > (memory.chunksMax() + spool.chunksMax()) / FAIR_PART;
    }

    /** Assigns a slot to a map; the slot is newly taken, or from another map of the same host pair. */
    void assign(int slot, ChunkMap holder, long index) {
        if (slot < SPOOL) {
            holders[slot] = holder;
            indexes[slot] = index;
        } else {
            spoolHolders[slot - SPOOL] = holder;
            spoolIndexes[slot - SPOOL] = index;
        }
        holder.put(index, slot);
    }

    void release(int slot) {
        if (slot >= SPOOL) {
            spoolHolders[slot - SPOOL].pair().chunks--;
            spoolHolders[slot - SPOOL] = null;
            spool.release(slot - SPOOL);
        } else {
            holders[slot].pair().chunks--;
            holders[slot] = null;
            memory.release(slot);
        }
    }

    /** To be called every second: gives memory that was not needed for a while back to the system. */
    void giveBack(Moment now) {
        memory.giveBack(now.clockNanos());
    }

    /** Chunks in memory that are in use. */
    int heldInMemory() {
        return memory.taken();
    }

    /** Chunks in the spool that are in use. */
    int heldInSpool() {
        return spool.held();
    }

    /** Copies {@code count} bytes of a window into a chunk. Returns false where the disk failed. */
    boolean write(int slot, int at, ByteWindow bytes, int from, int count) {
        if (slot < SPOOL) {
            bytes.copyTo(from, memory.slabOf(slot), memory.offsetOf(slot) + at, count);
            return true;
        }
        bytes.copyTo(from, between, 0, count);
        return spooled(spool.write(slot - SPOOL, at, ByteBuffer.wrap(between, 0, count)));
    }

    /** Copies {@code count} bytes from one chunk into another. Returns false where the disk failed. */
    boolean copy(int fromSlot, int from, int toSlot, int to, int count) {
        if (fromSlot < SPOOL && toSlot < SPOOL) {
            memory.slabOf(fromSlot)
                    .getBytes(
                            memory.offsetOf(fromSlot) + from,
                            memory.slabOf(toSlot),
                            memory.offsetOf(toSlot) + to,
                            count);
            return true;
        }
        if (!read(fromSlot, from, between, 0, count)) {
            return false;
        }
        if (toSlot < SPOOL) {
            memory.slabOf(toSlot).setBytes(memory.offsetOf(toSlot) + to, between, 0, count);
            return true;
        }
        return spooled(spool.write(toSlot - SPOOL, to, ByteBuffer.wrap(between, 0, count)));
    }

    /** Copies {@code count} bytes of a chunk into an array. Returns false where the disk failed. */
    boolean read(int slot, int at, byte[] target, int targetAt, int count) {
        if (slot < SPOOL) {
            memory.slabOf(slot).getBytes(memory.offsetOf(slot) + at, target, targetAt, count);
            return true;
        }
        return spooled(spool.read(slot - SPOOL, at, ByteBuffer.wrap(target, targetAt, count)));
    }

    @Override
    public void close() {
        spool.close();
        memory.close();
    }

    private boolean spooled(boolean done) {
        if (!done) {
            ledger.note(Anomaly.SPOOL_FAILED);
        }
        return done;
    }

    private int freeSlot() {
        int slot;
        try {
            slot = memory.take();
        } catch (OutOfMemoryError less) { // than the limit is what the machine grants, so that is the limit
            ledger.note(Anomaly.CONTENT_MEMORY_FULL);
            return ChunkMap.NONE;
        }
        if (slot == ChunkMemory.NONE) {
            return ChunkMap.NONE;
        }
        if (slot >= holders.length) {
            holders = Arrays.copyOf(holders, memory.chunks());
            indexes = Arrays.copyOf(indexes, memory.chunks());
        }
        return slot;
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
        ByteBuffer chunk = memory.slabOf(slot).internalNioBuffer(memory.offsetOf(slot), CHUNK_BYTES);
        if (!spooled(spool.write(place, 0, chunk))) {
            return ChunkMap.NONE;
        }
        ledger.add(Count.SPOOLED_BYTES, CHUNK_BYTES);
        if (place >= spoolHolders.length) {
            spoolHolders = Arrays.copyOf(spoolHolders, Math.max(place + 1, 2 * place));
            spoolIndexes = Arrays.copyOf(spoolIndexes, spoolHolders.length);
        }
        assign(SPOOL + place, holders[slot], indexes[slot]);
        holders[slot] = null;
        return slot;
    }

    /**
     * Drops a chunk of host pairs that have much or, if there is none, of any pair that has more than the asking one.
     * Returns the freed slot in memory.
     */
    private int dropFor(HostPair asking, long index) {
        int slot = dropSampled(asking, true);
        if (slot == ChunkMap.NONE && !hasMuch(asking)) {
            slot = dropSampled(asking, false);
        }
        if (slot == ChunkMap.NONE && index < HEAD_CHUNKS) {
            slot = dropOwnBehind(index, asking);
        }
        if (slot == ChunkMap.NONE) {
            ledger.note(Anomaly.CONTENT_MEMORY_FULL);
        }
        return slot;
    }

    /**
     * Looks at a few chunks, and drops one that is not needed or, without such a one, a chunk of the pair with most
     * chunks, if these are more than the asking pair's.
     *
     * @param ofMuch looks only at chunks of the asking pair, and of pairs that have much and at least as many
     */
    private int dropSampled(HostPair asking, boolean ofMuch) {
        int found = ChunkMap.NONE;
        int most = asking.chunks;
        for (int tries = 0; tries < 2 * SAMPLES; tries++) {
            boolean inMemory = tries < SAMPLES;
            int slot = inMemory ? sampleOf(memory.chunks()) : SPOOL + sampleOf(spoolHolders.length);
            ChunkMap holder = slot < SPOOL || spoolHolders.length > 0 ? holderOf(slot) : null;
            if (holder == null || ofMuch && !mayGoFor(asking, holder.pair())) {
                continue;
            }
            if (holder.owner().mayDrop(indexOf(slot))) {
                return drop(slot);
            }
            if (holder.pair().chunks > most) {
                most = holder.pair().chunks;
                found = slot;
            }
        }
        if (found == ChunkMap.NONE) {
            return ChunkMap.NONE;
        }
        ledger.note(Anomaly.CONTENT_MEMORY_FULL);
        return drop(found);
    }

    /** For the head of a program, drops a chunk of the same host pair that lies further behind in its file. */
    private int dropOwnBehind(long index, HostPair asking) {
        for (int tries = 0; tries < 2 * SAMPLES; tries++) {
            int slot = tries < SAMPLES ? sampleOf(memory.chunks()) : SPOOL + sampleOf(spoolHolders.length);
            ChunkMap holder = slot < SPOOL || spoolHolders.length > 0 ? holderOf(slot) : null;
            if (holder != null && holder.pair() == asking && indexOf(slot) > index) {
                ledger.note(Anomaly.CONTENT_MEMORY_FULL);
                return drop(slot);
            }
        }
        return ChunkMap.NONE;
    }

    private boolean mayGoFor(HostPair asking, HostPair pair) {
        return pair == asking || hasMuch(pair) && pair.chunks >= asking.chunks;
    }

    /** Drops the content of a slot, and returns the slot in memory that becomes free. */
    private int drop(int slot) {
        holderOf(slot).owner().drop(indexOf(slot));
        return slot < SPOOL ? freeSlot() : spoolOldest();
    }

    private ChunkMap holderOf(int slot) {
        return slot < SPOOL ? holders[slot] : spoolHolders[slot - SPOOL];
    }

    private long indexOf(int slot) {
        return slot < SPOOL ? indexes[slot] : spoolIndexes[slot - SPOOL];
    }

    /** The next number below {@code bound}: evenly spread, and the same in each run. */
    private int sampleOf(int bound) {
        sample += SAMPLE_STEP;
        return bound == 0 ? 0 : (int) ((sample >>> 33) % bound);
    }

    private int nextOfHand() {
        hand = hand + 1 < memory.chunks() ? hand + 1 : 0;
        return hand;
    }
}
