package io.sharetap.baseline;

import net.openhft.chronicle.algo.hashing.LongHashFunction;
import net.openhft.chronicle.core.Memory;
import net.openhft.chronicle.core.OS;
import net.openhft.chronicle.hash.impl.BigSegmentHeader;
import net.openhft.chronicle.hash.impl.CompactOffHeapLinearHashTable;
import net.openhft.chronicle.hash.impl.TierCountersArea;
import net.openhft.chronicle.hash.impl.VanillaChronicleHash;
import net.openhft.chronicle.hash.impl.stage.entry.ChecksumHashing;
import net.openhft.chronicle.map.ChronicleMap;
import net.openhft.chronicle.map.VanillaChronicleMap;

/**
 * Finds entries of a Chronicle Map in place, and rewrites their values there.
 *
 * <p>The map's own query takes a lock that other processes respect, and keeps a context; that costs more than the
 * look-up itself. A baseline has one process and one thread, so look-ups, and changes that keep a value's length, need
 * neither. Changes that move entries are left to the map.
 *
 * <p>The memory: a segment is a chain of tiers; a tier is a hash table, counters, a list of free chunks, and chunks. An
 * entry begins at a chunk: key, length of the value (7 bits a byte, the lowest first) where that varies, value,
 * checksum. See the specification that comes with Chronicle Map 3.
 */
final class EntryFinder {
    private static final Memory MEMORY = OS.memory();
    private static final LongHashFunction HASH = LongHashFunction.xx_r39();
    private static final int LENGTH_BITS = 7;
    private static final long NO_TIER = 0;
    private static final long NO_ENTRY = 0;

    private final VanillaChronicleMap<?, ?, ?> map;
    private final CompactOffHeapLinearHashTable table;
    private final EntryMap.Shape shape;
    private final long segments;
    private final long chunksOffset;

    /** The second tier of each segment that has one, found when it was first needed; a tier never moves. */
    private final long[] secondTiers;

    private long keyHash;
    private long keyAt;
    private long lengthAt;
    private long valueAt;
    private int valueLength;

    /** The sum of values read ahead, kept so that the compiler does not remove these reads. */
    private long arrived;

    EntryFinder(ChronicleMap<?, ?> map, EntryMap.Shape shape) {
        this.map = (VanillaChronicleMap<?, ?, ?>) map;
        this.shape = shape;
        table = this.map.hashLookup;
        segments = this.map.segmentBaseAddr(0);
        secondTiers = new long[this.map.actualSegments];
        chunksOffset = this.map.tierHashLookupOuterSize
                + VanillaChronicleHash.TIER_COUNTERS_AREA_SIZE
                + this.map.tierFreeListOuterSize
                + this.map.tierEntrySpaceInnerOffset;
    }

    /**
     * Finds the place of a key in the hash table, by its hash alone.
     *
     * @param valueAt the byte of the value that will be needed, within a usual length
     */
    void locate(Entry key, int valueAt, Sought sought) {
        long hash = hash(key);
        sought.nextSegment = map.hashSplitting.segmentIndex(hash);
        sought.nextTableKey = tableKey(hash);
        sought.nextValueAt = valueAt;
    }

    /**
     * Starts loading the place in the hash table, so that {@link #approach} finds it in the cache. Loads for several
     * maps proceed at the same time.
     */
    void announce(Sought sought) {
        sought.advance();
        if (sought.segment != Sought.NOWHERE) {
            long position = table.hlPos(sought.tableKey);
            arrived += table.readEntry(firstTier(sought.segment), position);
            long second = secondTiers[sought.segment];
            arrived += second == NO_TIER ? 0 : table.readEntry(second, position);
        }
    }

    /** Starts loading the announced entry, so that {@link #find} finds it in the cache. */
    void approach(Sought sought) {
        if (sought.segment == Sought.NOWHERE) {
            return;
        }
        long at = likely(firstTier(sought.segment), sought.tableKey);
        if (at == NO_ENTRY) {
            at = likely(secondTiers[sought.segment], sought.tableKey);
        }
        if (at != NO_ENTRY) {
            arrived += MEMORY.readByte(at) + MEMORY.readByte(at + shape.keyBytes() + sought.valueAt);
        }
    }

    /** The place of the entry whose bits are in the hash table; its key is not compared. */
    private long likely(long tier, long tableKey) {
        if (tier == NO_TIER) {
            return NO_ENTRY;
        }
        long position = table.hlPos(tableKey);
        long entry = table.readEntry(tier, position);
        while (!table.empty(entry) && table.key(entry) != tableKey) {
            position = table.step(position);
            entry = table.readEntry(tier, position);
        }
        return table.empty(entry) ? NO_ENTRY : chunk(tier, entry);
    }

    /** Finds the value of a key; false where there is none. Valid until the map itself changes. */
    boolean find(Entry key) {
        keyHash = hash(key);
        int segment = map.hashSplitting.segmentIndex(keyHash);
        if (findIn(firstTier(segment), key)) {
            return true;
        }
        long tier = secondTier(segment);
        while (tier != NO_TIER) {
            if (findIn(tier, key)) {
                return true;
            }
            long next = TierCountersArea.nextTierIndex(tier + map.tierHashLookupOuterSize);
            tier = next == 0 ? NO_TIER : map.tierIndexToBaseAddr(next);
        }
        return false;
    }

    private long firstTier(int segment) {
        return segments + segment * map.tierSize;
    }

    private long secondTier(int segment) {
        if (secondTiers[segment] == NO_TIER) {
            long next = BigSegmentHeader.INSTANCE.nextTierIndex(map.segmentHeaderAddress(segment));
            secondTiers[segment] = next == 0 ? NO_TIER : map.tierIndexToBaseAddr(next);
        }
        return secondTiers[segment];
    }

    private static long hash(Entry key) {
        return HASH.hashBytes(key.array(), 0, key.length());
    }

    private long tableKey(long hash) {
        return table.maskUnsetKey(map.hashSplitting.segmentHash(hash));
    }

    private long chunk(long tier, long entry) {
        return tier + chunksOffset + table.value(entry) * map.chunkSize;
    }

    private boolean findIn(long tier, Entry key) {
        long tableKey = tableKey(keyHash);
        long position = table.hlPos(tableKey);
        for (long entry = table.readEntry(tier, position); !table.empty(entry); ) {
            if (table.key(entry) == tableKey) {
                long at = chunk(tier, entry);
                if (isAt(at, key)) {
                    readPlace(at);
                    return true;
                }
            }
            position = table.step(position);
            entry = table.readEntry(tier, position);
        }
        return false;
    }

    private static boolean isAt(long at, Entry key) {
        int compared = 0;
        for (; compared + Long.BYTES <= key.length(); compared += Long.BYTES) {
            if (MEMORY.readLong(at + compared) != key.i64(compared)) {
                return false;
            }
        }
        for (; compared < key.length(); compared++) {
            if (MEMORY.readByte(at + compared) != (byte) key.u8(compared)) {
                return false;
            }
        }
        return true;
    }

    private void readPlace(long at) {
        keyAt = at;
        lengthAt = at + shape.keyBytes();
        if (shape.fixed()) {
            valueAt = lengthAt;
            valueLength = shape.valueBytes();
            return;
        }
        long next = lengthAt;
        int length = 0;
        int bits = 0;
        byte part;
        do {
            part = MEMORY.readByte(next++);
            length |= (part & (1 << LENGTH_BITS) - 1) << bits;
            bits += LENGTH_BITS;
        } while (part < 0);
        valueAt = next;
        valueLength = length;
    }

    /** Copies the value that was found. */
    void read(Entry value) {
        value.copyFrom(MEMORY, valueAt, valueLength);
    }

    int u8(int at) {
        return MEMORY.readByte(valueAt + at) & 0xFF;
    }

    int u16(int at) {
        return MEMORY.readShort(valueAt + at) & 0xFFFF;
    }

    /** Changes one byte of the value atomically, even if the process is killed. The map must have no checksums. */
    void u8(int at, int newValue) {
        MEMORY.writeByte(valueAt + at, (byte) newValue);
    }

    /** Replaces the value that was found by one of the same length. */
    void rewrite(Entry value) {
        MEMORY.copyMemory(value.array(), 0, valueAt, valueLength);
        if (map.checksumEntries) {
            long valueHash = HASH.hashMemory(lengthAt, valueAt + valueLength - lengthAt);
            long checksum = ChecksumHashing.hash8To16Bytes(shape.keyBytes(), keyHash, valueHash);
            MEMORY.writeInt(valueAt + valueLength, (int) (checksum >>> Integer.SIZE ^ checksum));
        }
    }
}
