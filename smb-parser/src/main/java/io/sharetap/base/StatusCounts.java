package io.sharetap.base;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Counts answers by dialect family, command and NT status, in a hash table of fixed size. A server chooses its statuses
 * freely; once the table is nearly full, kinds that are not in it yet are refused. One thread counts, any thread reads.
 */
final class StatusCounts {
    private static final int SLOTS = 1_024;
    private static final int KINDS_MAX = SLOTS * 3 / 4;
    private static final long TAKEN = 1L << 63;
    private static final long SPREAD = 0x9E37_79B9_7F4A_7C15L;

    private final AtomicLongArray keys = new AtomicLongArray(SLOTS);
    private final AtomicLongArray amounts = new AtomicLongArray(SLOTS);
    private int kinds;

    /** Counts an answer; false where it is of a new kind and the table has no room. */
    boolean count(boolean smb2, int command, int status) {
        long key = key(smb2, command, status);
        int slot = slot(key);
        if (keys.getPlain(slot) == 0) {
            if (kinds == KINDS_MAX) {
                return false;
            }
            kinds++;
            keys.lazySet(slot, key);
        }
        amounts.lazySet(slot, amounts.getPlain(slot) + 1);
        return true;
    }

    long of(boolean smb2, int command, int status) {
        long key = key(smb2, command, status);
        int slot = slot(key);
        return keys.get(slot) == key ? amounts.get(slot) : 0;
    }

    /** The slot of this key, or the empty slot where it belongs; there always is one, as the table is never filled. */
    private int slot(long key) {
        int slot = (int) (key * SPREAD >>> 54);
        long held = keys.get(slot);
        while (held != key && held != 0) {
            slot = slot + 1 & SLOTS - 1;
            held = keys.get(slot);
        }
        return slot;
    }

    private static long key(boolean smb2, int command, int status) {
        return TAKEN | (smb2 ? 1L << 48 : 0) | (command & 0xFFFFL) << 32 | status & 0xFFFF_FFFFL;
    }
}
