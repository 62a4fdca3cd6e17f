package io.sharetap.detect;

import io.sharetap.event.FileWrite;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Remembers content and path of recent executable writes, to tell whether a later record of the same file
 * ({@code smb.continues}) says anything new: a delete does not, a patch does.
 */
final class RecentWrites {
    private static final long HIGH_SEED = 0x9E37_79B9_7F4A_7C15L;
    private static final long LOW_SEED = 0xC2B2_AE3D_27D4_EB4FL;
    private static final long PRIME = 0x0000_0100_0000_01B3L;

    private final long windowNanos;
    private final ChainedKeys ids;
    private final long[] factsOfSlot;
    private final long[] nanosOfSlot;
    /** Slots in the order of their writes, as a ring. */
    private final int[] ring;

    private int at;
    /** Entries of the ring that hold a slot, from its beginning on. */
    private int remembered;

    private long idHigh;
    private long idLow;

    /** Remembers at most {@code max} writes, each for {@code windowNanos}; after that no record continues them. */
    RecentWrites(long windowNanos, int max) {
        this.windowNanos = windowNanos;
        ids = new ChainedKeys(max);
        factsOfSlot = new long[max];
        nanosOfSlot = new long[max];
        ring = new int[max];
    }

    /** Adds a write. Returns false where it continues one with the same content and path. */
    boolean add(FileWrite write) {
        long facts = facts(write);
        boolean news = true;
        if (write.continues() != null) {
            readId(write.continues());
            int before = ids.find(idHigh, idLow);
            news = before == ChainedKeys.NONE
                    || factsOfSlot[before] != facts
                    || Math.abs(write.epochNanos() - nanosOfSlot[before]) > windowNanos;
        }
        if (write.id() != null) {
            readId(write.id());
            if (ids.find(idHigh, idLow) == ChainedKeys.NONE) {
                remember(idHigh, idLow, facts, write.epochNanos());
            }
        }
        return news;
    }

    private void remember(long high, long low, long facts, long epochNanos) {
        if (at < remembered) {
            ids.remove(ring[at]);
        } else {
            remembered++;
        }
        int slot = ids.insert(high, low);
        factsOfSlot[slot] = facts;
        nanosOfSlot[slot] = epochNanos;
        ring[at] = slot;
        at = at + 1 == ring.length ? 0 : at + 1;
    }

    /** Hashes both words of an id in one loop, as each would otherwise wait for its own multiplications. */
    private void readId(String id) {
        long high = HIGH_SEED;
        long low = LOW_SEED;
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            high = (high ^ c) * PRIME;
            low = (low ^ c) * PRIME;
        }
        idHigh = ChainedKeys.mix(high, HIGH_SEED);
        idLow = ChainedKeys.mix(low, LOW_SEED);
    }

    private static long hash(String text, long seed) {
        long hash = seed;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * PRIME;
        }
        return ChainedKeys.mix(hash, seed);
    }

    private static long facts(FileWrite write) {
        byte[] content = write.sha256() == null ? write.headSha256() : write.sha256();
        long facts = write.path() == null ? 0 : hash(write.path(), write.size());
        return content == null ? facts : ChainedKeys.mix(facts, Arrays.hashCode(content));
    }

    void writeTo(DataOutput out, long nowNanos) throws IOException {
        for (int i = 0; i < ring.length; i++) {
            int place = (at + i) % ring.length;
            int slot = ring[place];
            if (place < remembered && Math.abs(nowNanos - nanosOfSlot[slot]) <= windowNanos) {
                out.writeBoolean(true);
                out.writeLong(ids.high(slot));
                out.writeLong(ids.low(slot));
                out.writeLong(factsOfSlot[slot]);
                out.writeLong(nanosOfSlot[slot]);
            }
        }
        out.writeBoolean(false);
    }

    void readFrom(DataInput in) throws IOException {
        ids.clear();
        at = 0;
        remembered = 0;
        while (in.readBoolean()) {
            long high = in.readLong();
            long low = in.readLong();
            if (ids.find(high, low) != ChainedKeys.NONE) {
                throw new IOException("a write is there twice");
            }
            remember(high, low, in.readLong(), in.readLong());
        }
    }
}
