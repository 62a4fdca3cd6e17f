package io.sharetap.transfer;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * Holds pieces of content, in order, until they are hashed by one of two threads: the one that hands them over, when it
 * needs room or a hash, or one that has nothing else to do at the moment. So a busy host pair is not limited to what
 * one core can decode and hash, and no thread has to be woken for a piece.
 */
public final class HashRing {
    /** Half a MiB: more would not stay in the caches. */
    static final int PIECES = 32;

    /** Some 70 microseconds of work; then the helper looks whether it has work of its own again. */
    private static final int PIECES_A_HELP = 8;

    /** The other thread finishes its piece within this time, unless it has lost its core. */
    private static final int SPINS = 10_000;

    private static final long PAUSE_NANOS = 20_000;

    private final HashPiece[] pieces = new HashPiece[PIECES];
    private final AtomicBoolean busy = new AtomicBoolean();
    private volatile long handedOver;
    private volatile long hashed;

    /** A piece to fill, when there is one; the same each time until it is {@linkplain #handOver handed over}. */
    HashPiece claim() {
        long next = handedOver;
        int slot = (int) (next % PIECES);
        await(next - PIECES + 1);
        if (pieces[slot] == null) {
            pieces[slot] = new HashPiece();
        }
        return pieces[slot];
    }

    /** Hands over the claimed piece, which is hashed after all earlier ones. Returns its number, from 1. */
    long handOver() {
        long number = handedOver + 1;
        handedOver = number;
        return number;
    }

    boolean isHashed(long number) {
        return hashed >= number;
    }

    /** Makes sure that the piece with this number is hashed. */
    void await(long number) {
        int spins = 0;
        while (hashed < number) {
            if (hash(1)) {
                spins = 0;
            } else if (spins++ < SPINS) {
                Thread.onSpinWait();
            } else {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    /**
     * Hashes some pieces, on any other thread. Returns false where there are none, or the owner is hashing. Never
     * throws.
     */
    public boolean help() {
        return hash(PIECES_A_HELP);
    }

    private boolean hash(int atMost) {
        if (hashed == handedOver || !busy.compareAndSet(false, true)) {
            return false;
        }
        long next = hashed;
        long end = next + atMost;
        while (next < end && next < handedOver) {
            pieces[(int) (next % PIECES)].hash();
            hashed = ++next;
        }
        busy.set(false);
        return true;
    }
}
