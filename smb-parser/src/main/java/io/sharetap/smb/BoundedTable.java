package io.sharetap.smb;

import io.sharetap.base.KeyMixing;
import io.sharetap.base.Shares;
import java.util.function.Predicate;

/**
 * Finds entries by a key of four numbers, at a cost that does not depend on their number. Knows the order in which
 * entries were last touched, and which is to be dropped next. The caller asks {@link #full} first and makes room.
 * Bounded by the number of entries and by the characters in them.
 *
 * <p>The entries carry the links themselves, so that nothing is allocated for an entry that comes from a pool. Keys
 * come from the wire: the hash is seeded, so that nobody can choose keys that share a bucket.
 */
final class BoundedTable<E extends TableEntry> {
    private static final int FIRST_BUCKETS = 64;

    /** Entries in use that are skipped at most, so that the search for one to drop is bounded. */
    private static final int PASSED_OVER_MAX = 32;

    private final HostPairs pairs;
    private final int number;
    private final int entriesMax;
    private final long charsMax;

    /**
     * What an entry counts besides its characters, so that the bounds in entries and in characters are kept by one sum.
     */
    private final long entryWeight;

    private final Shares shares;
    private TableEntry[] buckets = new TableEntry[FIRST_BUCKETS];
    private TableEntry oldest;
    private TableEntry newest;
    private int size;
    private long chars;

    BoundedTable(HostPairs pairs, int entriesMax, long charsMax) {
        this.pairs = pairs;
        this.entriesMax = entriesMax;
        this.charsMax = charsMax;
        number = pairs.tableNumber();
        entryWeight = Math.max(1, charsMax / entriesMax);
        shares = new Shares(entryWeight * entriesMax + charsMax);
    }

    int size() {
        return size;
    }

    boolean full() {
        return size >= entriesMax || size > 0 && chars > charsMax;
    }

    /**
     * The entry to drop where the table is full: the one touched longest ago of the host pair with more than its fair
     * share, or, without one, of all. Entries in use are skipped.
     */
    @SuppressWarnings("unchecked")
    E victim(Predicate<E> inUse) {
        HostPairs.Part largest = (HostPairs.Part) shares.largest();
        TableEntry first = largest == null ? oldest : largest.oldest;
        TableEntry entry = first;
        for (int i = 0; i < PASSED_OVER_MAX && entry != null; i++) {
            if (!inUse.test((E) entry)) {
                return (E) entry;
            }
            entry = largest == null ? entry.newer : entry.newerOfPart;
        }
        return (E) first;
    }

    E victim() {
        return victim(entry -> false);
    }

    /** The entry touched longest ago; null: the table is empty. */
    @SuppressWarnings("unchecked")
    E oldest() {
        return (E) oldest;
    }

    /** The entry of a host pair that was touched last; null where the pair has none. */
    @SuppressWarnings("unchecked")
    E newestOf(HostPairs.Pair hosts) {
        HostPairs.Part part = hosts.part(number);
        return part == null ? null : (E) part.newest;
    }

    /** The entry of the same host pair that was touched before this one; null where there is none. */
    @SuppressWarnings("unchecked")
    E olderOf(E entry) {
        return (E) entry.olderOfPart;
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

    /** Adds an entry of a host pair under the key that it carries, as the one touched last. The key must be free. */
    void add(E entry, HostPairs.Pair hosts) {
        if (size >= buckets.length) {
            grow();
        }
        int bucket = bucketOf(entry.key0, entry.key1, entry.key2, entry.key3);
        entry.nextInBucket = buckets[bucket];
        buckets[bucket] = entry;
        entry.part = pairs.enter(hosts, number);
        size++;
        entry.countedChars = 0;
        shares.add(entry.part, entryWeight);
        recount(entry);
        linkNewest(entry);
    }

    /** Removes an entry; does nothing where it is not in the table. */
    void remove(E entry) {
        if (entry.part == null) {
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
        size--;
        unlink(entry);
        chars -= entry.countedChars;
        shares.add(entry.part, -entryWeight - entry.countedChars);
        pairs.leave(entry.part);
        entry.part = null;
    }

    /** Counts an entry's characters anew, after what it holds has changed. */
    void recount(E entry) {
        int now = entry.chars();
        if (entry.part != null && now != entry.countedChars) {
            chars += now - entry.countedChars;
            shares.add(entry.part, now - entry.countedChars);
            entry.countedChars = now;
        }
    }

    /** Makes an entry the one touched last. */
    void touch(E entry) {
        if (entry != newest && entry.part != null) {
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
        HostPairs.Part part = entry.part;
        entry.olderOfPart = part.newest;
        entry.newerOfPart = null;
        if (part.newest == null) {
            part.oldest = entry;
        } else {
            part.newest.newerOfPart = entry;
        }
        part.newest = entry;
    }

    private void unlink(TableEntry entry) {
        unlinkOfPart(entry, entry.part);
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

    private static void unlinkOfPart(TableEntry entry, HostPairs.Part part) {
        if (entry.olderOfPart == null) {
            part.oldest = entry.newerOfPart;
        } else {
            entry.olderOfPart.newerOfPart = entry.newerOfPart;
        }
        if (entry.newerOfPart == null) {
            part.newest = entry.olderOfPart;
        } else {
            entry.newerOfPart.olderOfPart = entry.olderOfPart;
        }
        entry.olderOfPart = null;
        entry.newerOfPart = null;
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
        long mixed = KeyMixing.mix(KeyMixing.SEED, key0, key1, key2, key3);
        return (int) (mixed >>> 33) & (buckets.length - 1);
    }
}
