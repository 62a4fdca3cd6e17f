package io.sharetap.detect;

import java.util.Arrays;

/**
 * Gives each of a bounded number of 128-bit keys a slot, in arrays that are allocated once. The caller keeps what
 * belongs to a key in arrays of its own, under the key's slot.
 */
final class ChainedKeys {
    static final int NONE = -1;

    /** The first slot of each bucket, and the next slot of each slot; plus 1, so that 0 means none. */
    private final int[] buckets;

    private final int[] next;
    /** The high and low half of each slot's key, side by side, as they are read together. */
    private final long[] keys;

    /** The slot that was freed last, plus 1; {@link #next} links it to those freed before. */
    private int givenBack;
    /** Slots from here on were never used. */
    private int untouched;

    /** Makes room for {@code max} keys. */
    ChainedKeys(int max) {
        buckets = new int[Integer.highestOneBit(Math.max(2, max)) * 2];
        next = new int[max];
        keys = new long[2 * max];
    }

    void clear() {
        Arrays.fill(buckets, 0);
        givenBack = 0;
        untouched = 0;
    }

    /** The slot of a key; {@link #NONE} where it is not here. */
    int find(long keyHigh, long keyLow) {
        for (int slot = buckets[bucket(keyHigh, keyLow)] - 1; slot != NONE; slot = next[slot] - 1) {
            if (keys[2 * slot] == keyHigh && keys[2 * slot + 1] == keyLow) {
                return slot;
            }
        }
        return NONE;
    }

    /** Gives a slot to a key that is not here yet; {@link #NONE} where there is no room. */
    int insert(long keyHigh, long keyLow) {
        int slot = givenBack - 1;
        if (slot != NONE) {
            givenBack = next[slot];
        } else if (untouched < next.length) {
            slot = untouched++;
        } else {
            return NONE;
        }
        int bucket = bucket(keyHigh, keyLow);
        keys[2 * slot] = keyHigh;
        keys[2 * slot + 1] = keyLow;
        next[slot] = buckets[bucket];
        buckets[bucket] = slot + 1;
        return slot;
    }

    void remove(int slot) {
        int bucket = bucket(high(slot), low(slot));
        if (buckets[bucket] == slot + 1) {
            buckets[bucket] = next[slot];
        } else {
            int before = buckets[bucket] - 1;
            while (next[before] != slot + 1) {
                before = next[before] - 1;
            }
            next[before] = next[slot];
        }
        next[slot] = givenBack;
        givenBack = slot + 1;
    }

    long high(int slot) {
        return keys[2 * slot];
    }

    long low(int slot) {
        return keys[2 * slot + 1];
    }

    private int bucket(long keyHigh, long keyLow) {
        return (int) (mix(keyHigh, keyLow) >>> 32) & buckets.length - 1;
    }

    /** Mixes two words into one: Stafford's variant 13 of the finaliser of MurmurHash3. */
    static long mix(long a, long b) {
        long z = a + Long.rotateLeft(b, 29) * 0x9E37_79B9_7F4A_7C15L;
        z = (z ^ z >>> 30) * 0xBF58_476D_1CE4_E5B9L;
        z = (z ^ z >>> 27) * 0x94D0_49BB_1331_11EBL;
        return z ^ z >>> 31;
    }
}
