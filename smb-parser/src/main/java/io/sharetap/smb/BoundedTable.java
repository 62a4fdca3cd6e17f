package io.sharetap.smb;

import java.util.SplittableRandom;

/**
 * Takes entries under a key of four numbers and finds them again at a cost that does not depend on how many there are;
 * knows which of them was touched longest ago. The caller asks {@link #full} first and makes room.
 *
 * <p>The entries carry the links themselves, so that nothing is allocated for an entry that comes from a pool. Keys
 * come from the wire: the hash is seeded, so that nobody can choose keys that share a bucket.
 */
final class BoundedTable<E extends TableEntry> {
    private static final int FIRST_BUCKETS = 64;

    private final int entriesMax;
    private final long seed = new SplittableRandom().nextLong();
    private TableEntry[] buckets = new TableEntry[FIRST_BUCKETS];
    private TableEntry oldest;
    private TableEntry newest;
    private int size;

    BoundedTable(int entriesMax) {
        this.entriesMax = entriesMax;
    }

    int size() {
        return size;
    }

    boolean full() {
        return size >= entriesMax;
    }

    /** The entry touched longest ago; null: the table is empty. */
    @SuppressWarnings("unchecked")
    E oldest() {
        return (E) oldest;
    }

    /** The entry under this key, or null. */
    @SuppressWarnings("unchecked")
    E find(long key0, long key1, long key2, long key3) {
        TableEntry entry = buckets[bucketOf(key0, key1, key2, key3)];
        while (entry != null && !entry.hasKey(key0, key1, key2, key3)) {
            entry = entry.nextInBucket;
        }
        return (E) entry;
    }

    /** Adds an entry under the key that it carries, as the one touched last. The key must be free. */
    void add(E entry) {
        if (size >= buckets.length) {
            grow();
        }
        int bucket = bucketOf(entry.key0, entry.key1, entry.key2, entry.key3);
        entry.nextInBucket = buckets[bucket];
        buckets[bucket] = entry;
        entry.listed = true;
        size++;
        linkNewest(entry);
    }

    /** Takes an entry out; one that is not in is left alone. */
    void remove(E entry) {
        if (!entry.listed) {
            return;
        }
        int bucket = bucketOf(entry.key0, entry.key1, entry.key2, entry.key3);
        if (buckets[bucket] == entry) {
            buckets[bucket] = entry.nextInBucket;
        } else {
            TableEntry before = buckets[bucket];
            while (before.nextInBucket != entry) {
                before = before.nextInBucket;
            }
            before.nextInBucket = entry.nextInBucket;
        }
        entry.nextInBucket = null;
        entry.listed = false;
        size--;
        unlink(entry);
    }

    /** Makes an entry the one touched last. */
    void touch(E entry) {
        if (entry != newest && entry.listed) {
            unlink(entry);
            linkNewest(entry);
        }
    }

    private void linkNewest(TableEntry entry) {
        entry.older = newest;
        entry.newer = null;
        if (newest == null) {
            oldest = entry;
        } else {
            newest.newer = entry;
        }
        newest = entry;
    }

    private void unlink(TableEntry entry) {
        if (entry.older == null) {
            oldest = entry.newer;
        } else {
            entry.older.newer = entry.newer;
        }
        if (entry.newer == null) {
            newest = entry.older;
        } else {
            entry.newer.older = entry.older;
        }
        entry.older = null;
        entry.newer = null;
    }

    private void grow() {
        buckets = new TableEntry[buckets.length * 2];
        for (TableEntry entry = oldest; entry != null; entry = entry.newer) {
            int bucket = bucketOf(entry.key0, entry.key1, entry.key2, entry.key3);
            entry.nextInBucket = buckets[bucket];
            buckets[bucket] = entry;
        }
    }

    private int bucketOf(long key0, long key1, long key2, long key3) {
        long mixed = seed;
        mixed = mix(mixed ^ key0);
        mixed = mix(mixed ^ key1);
        mixed = mix(mixed ^ key2);
        mixed = mix(mixed ^ key3);
        return (int) (mixed >>> 33) & (buckets.length - 1);
    }

    private static long mix(long value) {
        long mixed = value * 0x9E37_79B9_7F4A_7C15L;
        return mixed ^ mixed >>> 32;
    }
}
