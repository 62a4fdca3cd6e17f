package io.sharetap.detect;

import io.sharetap.event.IpAddress;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Counts the distinct destinations of a key within a sliding window, for many keys, in arrays that are allocated once.
 * When it is full, the destination that was not seen for longest is dropped and counted.
 */
final class RecentDestinations {
    private static final int NONE = ChainedKeys.NONE;

    private static final int MAX_READ = 1 << 26;

    private long windowNanos;
    /** Maps key and destination together to a slot. */
    private final ChainedKeys entries;

    private final ChainedKeys keys;
    private final int[] countOfKey;
    private final int[] keyOfEntry;
    private final long[] nanosOfEntry;
    /** A list of the entries in the order in which they were last seen. */
    private final int[] newer;

    private final int[] older;
    private int newest = NONE;
    private int oldest = NONE;
    private int size;
    private long evictions;

    RecentDestinations(long windowNanos, int max) {
        this.windowNanos = windowNanos;
        entries = new ChainedKeys(max);
        keys = new ChainedKeys(max);
        countOfKey = new int[max];
        keyOfEntry = new int[max];
        nanosOfEntry = new long[max];
        newer = new int[max];
        older = new int[max];
    }

    /** Sets the window for further events. */
    void lookBack(long nanos) {
        windowNanos = nanos;
    }

    /** Notes a destination of a key. Returns how many the key has had within the window, including this one. */
    int add(long keyHigh, long keyLow, IpAddress destination, long epochNanos) {
        long entryHigh = ChainedKeys.mix(keyHigh ^ destination.high(), destination.low());
        long entryLow = ChainedKeys.mix(keyLow ^ destination.low(), Long.reverse(destination.high()));
        return add(keyHigh, keyLow, entryHigh, entryLow, epochNanos);
    }

    private int add(long keyHigh, long keyLow, long entryHigh, long entryLow, long epochNanos) {
        // Entries far in the future count as old, too: they stem from an event whose time was wrong, and must not hold
        // up the others.
        while (oldest != NONE && Math.abs(epochNanos - nanosOfEntry[oldest]) > windowNanos) {
            remove(oldest);
        }
        int entry = entries.find(entryHigh, entryLow);
        if (entry == NONE) {
            entry = insert(keyHigh, keyLow, entryHigh, entryLow);
        } else {
            unlink(entry);
        }
        nanosOfEntry[entry] = epochNanos;
        linkAsNewest(entry);
        return countOfKey[keyOfEntry[entry]];
    }

    private int insert(long keyHigh, long keyLow, long entryHigh, long entryLow) {
        int entry = entries.insert(entryHigh, entryLow);
        if (entry == NONE) {
            evictions++;
            remove(oldest);
            entry = entries.insert(entryHigh, entryLow);
        }
        int key = keys.find(keyHigh, keyLow);
        if (key == NONE) {
            key = keys.insert(keyHigh, keyLow);
            countOfKey[key] = 0;
        }
        countOfKey[key]++;
        keyOfEntry[entry] = key;
        size++;
        return entry;
    }

    private void remove(int entry) {
        unlink(entry);
        entries.remove(entry);
        int key = keyOfEntry[entry];
        if (--countOfKey[key] == 0) {
            keys.remove(key);
        }
        size--;
    }

    private void unlink(int entry) {
        if (newer[entry] == NONE) {
            newest = older[entry];
        } else {
            older[newer[entry]] = older[entry];
        }
        if (older[entry] == NONE) {
            oldest = newer[entry];
        } else {
            newer[older[entry]] = newer[entry];
        }
    }

    private void linkAsNewest(int entry) {
        newer[entry] = NONE;
        older[entry] = newest;
        if (newest == NONE) {
            oldest = entry;
        } else {
            newer[newest] = entry;
        }
        newest = entry;
    }

    long evictions() {
        return evictions;
    }

    void writeTo(DataOutput out) throws IOException {
        out.writeInt(size);
        for (int entry = oldest; entry != NONE; entry = newer[entry]) {
            int key = keyOfEntry[entry];
            out.writeLong(keys.high(key));
            out.writeLong(keys.low(key));
            out.writeLong(entries.high(entry));
            out.writeLong(entries.low(entry));
            out.writeLong(nanosOfEntry[entry]);
        }
    }

    void readFrom(DataInput in) throws IOException {
        while (oldest != NONE) {
            remove(oldest);
        }
        int count = in.readInt();
        if (count < 0 || count > MAX_READ) {
            throw new IOException("no number of destinations: " + count);
        }
        for (int left = count; left > 0; left--) {
            add(in.readLong(), in.readLong(), in.readLong(), in.readLong(), in.readLong());
        }
    }
}
