package io.sharetap.transfer;

import java.util.Arrays;

/** Maps the index of a piece of content to the slot of the store that holds it; bounded by the store's size. */
final class ChunkMap {
    /** No slot: the chunk is not there. */
    static final int NONE = -1;

    /** The first array of a map: most files never hold a chunk. */
    private static final long[] NO_INDEXES = {0};

    private static final int[] NO_SLOTS = {NONE};
    private static final int SMALLEST = 8;
    /** Maps up to this size are emptied in place, as the maps of waiting writes are used again and again. */
    private static final int LARGEST_KEPT = 4_096;

    private final ChunkStore store;
    private final ChunkOwner owner;
    private HostPair pair;

    private long[] indexes = NO_INDEXES;
    private int[] slots = NO_SLOTS;
    private int chunks;
    /** The last look-up and its result: the pieces of a WRITE go into one chunk, one after the other. */
    private long lastIndex;

    private int lastSlot = NONE;

    ChunkMap(ChunkStore store, ChunkOwner owner) {
        this.store = store;
        this.owner = owner;
    }

    ChunkOwner owner() {
        return owner;
    }

    /** The host pair for which it takes chunks. */
    HostPair pair() {
        return pair;
    }

    /** Sets the host pair; the map must be empty. */
    void belongTo(HostPair pair) {
        this.pair = pair;
    }

    int size() {
        return chunks;
    }

    int get(long index) {
        if (index == lastIndex && lastSlot != NONE) {
            return lastSlot;
        }
        for (int at = home(index); slots[at] != NONE; at = at + 1 & slots.length - 1) {
            if (indexes[at] == index) {
                lastIndex = index;
                lastSlot = slots[at];
                return lastSlot;
            }
        }
        return NONE;
    }

    void put(long index, int slot) {
        lastSlot = NONE;
        if (slots == NO_SLOTS) {
            reset(SMALLEST);
        }
        int at = home(index);
        while (slots[at] != NONE && indexes[at] != index) {
            at = at + 1 & slots.length - 1;
        }
        if (slots[at] == NONE) {
            chunks++;
        }
        indexes[at] = index;
        slots[at] = slot;
        if (chunks * 2 > slots.length) {
            grow();
        }
    }

    /** Removes a chunk without freeing its slot. */
    int remove(long index) {
        lastSlot = NONE;
        int mask = slots.length - 1;
        int at = home(index);
        while (slots[at] != NONE && indexes[at] != index) {
            at = at + 1 & mask;
        }
        int slot = slots[at];
        if (slot == NONE) {
            return NONE;
        }
        chunks--;
        slots[at] = NONE;
        // Entries behind the freed place that had been displaced by it move up, so that searches need no tombstones.
        for (int next = at + 1 & mask; slots[next] != NONE; next = next + 1 & mask) {
            int wanted = home(indexes[next]);
            if ((next - wanted & mask) >= (next - at & mask)) {
                indexes[at] = indexes[next];
                slots[at] = slots[next];
                slots[next] = NONE;
                at = next;
            }
        }
        return slot;
    }

    /** Frees all chunks from an index on. */
    void releaseFrom(long index) {
        if (chunks == 0) {
            return;
        }
        if (index <= 0) {
            releaseAll();
            return;
        }
        long[] oldIndexes = indexes;
        int[] oldSlots = slots;
        reset(oldSlots.length);
        for (int at = 0; at < oldSlots.length; at++) {
            if (oldSlots[at] != NONE) {
                if (oldIndexes[at] >= index) {
                    store.release(oldSlots[at]);
                } else {
                    put(oldIndexes[at], oldSlots[at]);
                }
            }
        }
    }

    /** Frees all chunks. */
    void releaseAll() {
        lastSlot = NONE;
        for (int slot : slots) {
            if (slot != NONE) {
                store.release(slot);
            }
        }
        if (slots.length > LARGEST_KEPT) {
            reset(SMALLEST);
        } else if (chunks > 0) {
            Arrays.fill(slots, NONE);
            chunks = 0;
        }
    }

    /** The highest index in the map; -1 where it is empty. */
    long furthest() {
        long furthest = -1;
        for (int at = 0; at < slots.length; at++) {
            if (slots[at] != NONE) {
                furthest = Math.max(furthest, indexes[at]);
            }
        }
        return furthest;
    }

    /** The indexes in the map, sorted. */
    long[] sortedIndexes() {
        long[] all = new long[chunks];
        int count = 0;
        long lowest = Long.MAX_VALUE;
        for (int at = 0; at < slots.length; at++) {
            if (slots[at] != NONE) {
                all[count++] = indexes[at];
                lowest = Math.min(lowest, indexes[at]);
            }
        }
        if (furthest() - lowest < 2L * chunks) {
            // With few gaps, as in most contents, looking for each index is faster than sorting, whose code takes long
            // to compile.
            count = 0;
            for (long index = lowest; count < all.length; index++) {
                if (get(index) != NONE) {
                    all[count++] = index;
                }
            }
        } else {
            Arrays.sort(all);
        }
        return all;
    }

    private void reset(int capacity) {
        lastSlot = NONE;
        indexes = new long[capacity];
        slots = new int[capacity];
        Arrays.fill(slots, NONE);
        chunks = 0;
    }

    private void grow() {
        long[] oldIndexes = indexes;
        int[] oldSlots = slots;
        reset(oldSlots.length * 2);
        for (int at = 0; at < oldSlots.length; at++) {
            if (oldSlots[at] != NONE) {
                put(oldIndexes[at], oldSlots[at]);
            }
        }
    }

    private int home(long index) {
        long mixed = index * 0x9E37_79B9_7F4A_7C15L;
        return (int) (mixed >>> 40) & slots.length - 1;
    }
}
