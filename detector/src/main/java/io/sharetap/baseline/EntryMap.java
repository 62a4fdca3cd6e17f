package io.sharetap.baseline;

import java.io.File;
import java.io.IOException;

/**
 * Keeps entries in memory or in a file; each value begins with the day of its last touch.
 *
 * <p>Bounded: from 98 % of its capacity on, the oldest entries are dropped, in one part after the other. Never throws
 * for want of room: entries that it cannot take are counted.
 */
interface EntryMap extends Entries, AutoCloseable {
    /**
     * The measures of a map.
     *
     * @param valueBytes of a usual value
     * @param fixed every value has that length
     * @param chunkBytes unit of allocation, for values that vary; 0: chosen by the map
     * @param changedInPlace single bytes of values are written in place, so that there can be no checksums
     */
    record Shape(
            String name,
            int keyBytes,
            int valueBytes,
            boolean fixed,
            int chunkBytes,
            boolean changedInPlace,
            long capacity) {}

    /** Makes a map in memory, which stays small while it holds little. */
    static EntryMap inMemory(Shape shape, int mapNumber) {
        return GrowingEntryMap.isFor(shape)
                ? new GrowingEntryMap(shape, mapNumber)
                : ChronicleEntryMap.inMemory(shape, mapNumber);
    }

    /** @param recover true: the last process ended without closing the map, so locks and free space must be repaired */
    static EntryMap inFile(Shape shape, int mapNumber, File file, boolean recover, RedoSlot redo) throws IOException {
        return ChronicleEntryMap.inFile(shape, mapNumber, file, recover, redo);
    }

    /** From now on the map grows only within this bound; in memory only its shape bounds it. */
    default void extendWithin(FolderBytes bound) {}

    /** Registers a listener for each time that the map could not be extended because the disk is full. */
    default void onDiskFull(Runnable listener) {}

    Shape shape();

    /** The number that names it in a redo slot. */
    int number();

    /**
     * Finds the place where the entry of a key will be looked up. {@link #announce} and then {@link #approach} load it
     * into the cache, so that the look-up does not wait; loads for several maps proceed at the same time.
     */
    default void locate(Entry ofKey, Sought sought) {
        locate(ofKey, shape().valueBytes() - 1, sought);
    }

    /** As above, where one byte of a long value will be needed. */
    void locate(Entry ofKey, int valueAt, Sought sought);

    /** The second step after {@link #locate}: starts loading the place in the hash table. */
    void announce(Sought sought);

    /** The third step: starts loading the entry. */
    void approach(Sought sought);

    /** Visits every entry. Returns how many were changed or removed. */
    long rewrite(Rewriter rewriter);

    /** Sets the current day, by which entries age. */
    void today(long day);

    /** Drops the entries of one part that left the window before this day. */
    void sweep(int part, long firstDay);

    /** The number of parts. */
    int parts();

    /** Removes all entries. */
    default void clear() {
        rewrite((anyKey, anyValue) -> Rewriter.Verdict.REMOVE);
    }

    long size();

    @Override
    default boolean isEmpty() {
        return size() == 0;
    }

    long evicted();

    long expired();

    long refused();

    @Override
    void close();
}
