package io.sharetap.detect;

import java.util.Arrays;

/**
 * Gives each of a bounded number of 128-bit keys a slot, in arrays made once: nothing is allocated afterwards. What
 * belongs to a key lies in the caller's own arrays under its slot.
 */
final class ChainedKeys {
    static final int NONE = -1;

    /** Of each bucket its first slot, and of each slot the next one; plus 1, so that new arrays say there is none. */
    private final int[] buckets;

    private final int[] next;
    /** Of each slot the high and the low half, side by side, as they are looked at together. */
    private final long[] keys;

    /** The slot that was given back last, plus 1; {@link #next} leads to those before. */
    private int givenBack;
    /** Slots from here on were never taken. */
    private int untouched;

    /** Room for so many keys. */
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

    /** {@link #NONE}: the key is not here. */
    int find(long keyHigh, long keyLow) {
        for (int slot = buckets[bucket(keyHigh, keyLow)] - 1; slot != NONE; slot = next[slot] - 1) {
            if (keys[2 * slot] == keyHigh && keys[2 * slot + 1] == keyLow) {
                return slot;
            }
        }
        return NONE;
    }

    /** The slot of a key that is not here yet; {@link #NONE}: there is no room. */
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

    /** Spreads two words over one; Stafford's thirteenth variant of the finaliser of MurmurHash3. */
    static long mix(long a, long b) {
        long z = a + Long.rotateLeft(b, 29) * 0x9E37_79B9_7F4A_7C15L;
        z = (z ^ z >>> 30) * 0xBF58_476D_1CE4_E5B9L;
        z = (z ^ z >>> 27) * 0x94D0_49BB_1331_11EBL;
        return z ^ z >>> 31;
    }
}
