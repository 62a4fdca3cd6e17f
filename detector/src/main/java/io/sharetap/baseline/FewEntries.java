package io.sharetap.baseline;

import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * Holds up to a thousand entries in arrays, in the order in which they came. An entry has a number, which is valid
 * until any entry is removed.
 */
final class FewEntries {
    /** The most entries that it holds. */
    static final int MOST = 1_000;

    static final int NONE = -1;

    /** At least half of the slots stay free. */
    private static final int SLOTS = 2_048;

    private final byte[][] keys = new byte[MOST][];
    private final byte[][] values = new byte[MOST][];
    private final int[] hashes = new int[MOST];
    /** Numbers of entries, from 1, each at its hash or at the next free slot; 0: the slot is free. */
    private final int[] slots = new int[SLOTS];

    private int size;

    int size() {
        return size;
    }

    /** The number of a key's entry, or {@link #NONE}. */
    int find(Entry key) {
        int hash = hash(key.array(), key.length());
        for (int slot = hash & SLOTS - 1; slots[slot] != 0; slot = slot + 1 & SLOTS - 1) {
            int number = slots[slot] - 1;
            if (hashes[number] == hash
                    && Arrays.equals(keys[number], 0, keys[number].length, key.array(), 0, key.length())) {
                return number;
            }
        }
        return NONE;
    }

    /** Adds an entry whose key is new. */
    void add(Entry key, Entry value) {
        keys[size] = key.copyOut(0, key.length());
        values[size] = value.copyOut(0, value.length());
        hashes[size] = hash(keys[size], keys[size].length);
        link(size++);
    }

    /** Changes the value of an entry. */
    void set(int number, Entry value) {
        if (values[number].length == value.length()) {
            System.arraycopy(value.array(), 0, values[number], 0, value.length());
        } else {
            values[number] = value.copyOut(0, value.length());
        }
    }

    void readKey(int number, Entry into) {
        into.copyFrom(keys[number]);
    }

    void read(int number, Entry into) {
        into.copyFrom(values[number]);
    }

    /** The value's array, not a copy. */
    byte[] value(int number) {
        return values[number];
    }

    /** Removes all entries whose number passes the test; asked once for each, in order. */
    void remove(IntPredicate which) {
        int kept = 0;
        for (int number = 0; number < size; number++) {
            if (!which.test(number)) {
                keys[kept] = keys[number];
                values[kept] = values[number];
                hashes[kept++] = hashes[number];
            }
        }
        if (kept == size) {
            return;
        }
        Arrays.fill(keys, kept, size, null);
        Arrays.fill(values, kept, size, null);
        size = kept;
        Arrays.fill(slots, 0);
        for (int number = 0; number < size; number++) {
            link(number);
        }
    }

    private void link(int number) {
        int slot = hashes[number] & SLOTS - 1;
        while (slots[slot] != 0) {
            slot = slot + 1 & SLOTS - 1;
        }
        slots[slot] = number + 1;
    }

    private static int hash(byte[] key, int length) {
        long hash = length;
        for (int i = 0; i < length; i++) {
            hash = hash * 31 + key[i];
        }
        return (int) HostHash.mix(hash);
    }
}
