package io.sharetap.transfer;

import java.security.MessageDigest;

/** Holds a digest, of which there may still be bytes to take in the ring of pieces. */
final class RunningDigest {
    /** Null: nobody hashes beside. */
    private final HashRing ring;

    private MessageDigest digest;
    /** Number of the last piece that was handed over; 0: none was. */
    private long lastPiece;
    /** Written before the piece counts as hashed, and so seen behind it. */
    private Throwable failure;

    RunningDigest(MessageDigest digest, HashRing ring) {
        this.digest = digest;
        this.ring = ring;
    }

    /** Has {@code count} bytes hashed that were copied into the ring's claimed piece. */
    void handOver(int count) {
        ring.claim().fill(this, count);
        lastPiece = ring.handOver();
    }

    /** A copy, which takes on nothing of what this one is handed from now on. */
    RunningDigest copy() {
        if (isSettled()) {
            return new RunningDigest(DigestPool.copyOf(settled()), ring);
        }
        RunningDigest copy = new RunningDigest(null, ring);
        ring.claim().fill(this, copy);
        copy.lastPiece = ring.handOver();
        lastPiece = copy.lastPiece;
        return copy;
    }

    /** Called where pieces are hashed. */
    void take(byte[] bytes, int count) {
        try {
            digest.update(bytes, 0, count);
        } catch (RuntimeException | Error e) {
            failure = e;
        }
    }

    /** Called where pieces are hashed. */
    void copyFrom(RunningDigest original) {
        try {
            failure = original.failure;
            digest = DigestPool.copyOf(original.digest);
        } catch (RuntimeException | Error e) {
            failure = e;
        }
    }

    /** True: nothing that was handed over is still to be hashed. */
    boolean isSettled() {
        return lastPiece == 0 || ring.isHashed(lastPiece);
    }

    /**
     * The digest, when all that was handed over is in it.
     *
     * @throws IllegalStateException hashing failed, maybe on another thread
     */
    MessageDigest settled() {
        if (lastPiece != 0) {
            ring.await(lastPiece);
            lastPiece = 0;
        }
        if (failure != null) {
            throw new IllegalStateException("Hashing failed", failure);
        }
        return digest;
    }

    /** Nobody will ask for it any more. */
    void giveBackTo(DigestPool digests) {
        if (isSettled() && failure == null) {
            digests.giveBack(digest);
        }
    }
}
