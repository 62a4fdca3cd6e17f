package io.sharetap.transfer;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * Keeps pieces of content, in their order, until one of two threads hashes them: the one that hands them over, when it
 * needs room or a hash, or one that has nothing else to do for a moment. So a busy pair of hosts is not held to what
 * one core decodes and hashes, and no thread has to be woken for a piece.
 */
public final class HashRing {
    /** Half a MiB: what lies longer is not in the caches any more. */
    static final int PIECES = 32;

    /** For some 70 microseconds; then the helper looks whether it has work of its own again. */
    private static final int PIECES_A_HELP = 8;

    /** The other thread is at one piece, unless the machine has taken its core away. */
    private static final int SPINS = 10_000;

    private static final long PAUSE_NANOS = 20_000;

    private final HashPiece[] pieces = new HashPiece[PIECES];
    private final AtomicBoolean busy = new AtomicBoolean();
    private volatile long handedOver;
    private volatile long hashed;

    /** A piece to fill, when there is one. Until it is {@linkplain #handOver handed over}, it is the same each time. */
    HashPiece claim() {
        long next = handedOver;
        int slot = (int) (next % PIECES);
        await(next - PIECES + 1);
        if (pieces[slot] == null) {
            pieces[slot] = new HashPiece();
        }
        return pieces[slot];
    }

    /** The claimed piece is full, and is hashed after all before it; gives its number, from 1 on. */
    long handOver() {
        long number = handedOver + 1;
        handedOver = number;
        return number;
    }

    boolean isHashed(long number) {
        return hashed >= number;
    }

    /** Sees to it that the piece of this number is hashed. */
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

    /** Hashes some pieces, on any other thread; false: there are none, or the owner is at it. Never throws. */
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
