package io.sharetap.baseline;

import java.io.File;
import java.io.IOException;

/**
 * Keeps entries in memory or in a file, each with the day of its last touch in front of its value.
 *
 * <p>Bounded: from 98 of 100 of its capacity on, the oldest entries of one part after the other go. Never throws for
 * want of room: what it cannot take is counted.
 */
interface EntryMap extends Entries, AutoCloseable {
    /**
     * What a map is made for.
     *
     * @param valueBytes of a usual value
     * @param fixed every value is of that length
     * @param chunkBytes unit of allocation, for values that vary; 0: chosen by the map
     * @param changedInPlace single bytes of values are written where they lie, so that no checksum can guard them
     */
    record Shape(
            String name,
            int keyBytes,
            int valueBytes,
            boolean fixed,
            int chunkBytes,
            boolean changedInPlace,
            long capacity) {}

    /** One in memory: small while it holds little. */
    static EntryMap inMemory(Shape shape, int mapNumber) {
        return GrowingEntryMap.isFor(shape)
                ? new GrowingEntryMap(shape, mapNumber)
                : ChronicleEntryMap.inMemory(shape, mapNumber);
    }

    /** @param recover true: the last process ended without closing it, locks and free space are to be put right */
    static EntryMap inFile(Shape shape, int mapNumber, File file, boolean recover, RedoSlot redo) throws IOException {
        return ChronicleEntryMap.inFile(shape, mapNumber, file, recover, redo);
    }

    /** From now on it is extended within this bound; in memory there is none but that of its shape. */
    default void extendWithin(FolderBytes bound) {}

    /** Is told each time that the map could not be extended since the disk is full. */
    default void onDiskFull(Runnable listener) {}

    Shape shape();

    /** By which a redo slot names it. */
    int number();

    /**
     * Says where the entry of a key will be looked for. {@link #announce} and later {@link #approach} ask the memory
     * for it, so that the look does not wait: what was asked of several maps comes at the same time.
     */
    default void locate(Entry ofKey, Sought sought) {
        locate(ofKey, shape().valueBytes() - 1, sought);
    }

    /** The same where of a long value one byte will be needed. */
    void locate(Entry ofKey, int valueAt, Sought sought);

    /** The second step of {@link #locate}: the memory is asked where the entry is. */
    void announce(Sought sought);

    /** The third: the memory is asked for the entry. */
    void approach(Sought sought);

    /** Looks at every entry; gives how many were changed or taken out. */
    long rewrite(Rewriter rewriter);

    /** Says which day it is: by it entries are old. */
    void today(long day);

    /** Lets go, in one part of the map, what left the window before this day. */
    void sweep(int part, long firstDay);

    /** Parts that are swept one by one. */
    int parts();

    /** Takes every entry out. */
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
