package io.sharetap.transfer;

import io.sharetap.base.Count;
import java.security.MessageDigest;

/**
 * Is the SHA-256 of a content as far as it went through it, from its beginning on. As long as the content begins like
 * one that is known, nothing is hashed; and of what is hashed some may still be in the ring of pieces.
 */
final class RunningDigest implements HashTarget {
    private final DigestPool digests;
    private final Fingerprint fingerprint;
    /** True: the fingerprint is of all that it went through. */
    private boolean fingerprinted = true;
    /**
     * Holds the digest of all that it went through; null: {@link #digest} does, or will when the ring is at its end.
     */
    private KnownPrefix known;

    private boolean beside;
    /** Null: nothing was hashed. */
    private MessageDigest digest;
    /** Number of the last piece that was handed over; 0: none was. */
    private long lastPiece;
    /** Written before the piece counts as hashed, and so seen behind it. */
    private Throwable failure;

    RunningDigest(DigestPool digests) {
        this.digests = digests;
        fingerprint = digests.known.fingerprint();
    }

    private RunningDigest(RunningDigest original) {
        digests = original.digests;
        fingerprint = new Fingerprint(original.fingerprint);
        fingerprinted = original.fingerprinted;
        known = original.known;
    }

    /** Says whether what comes next is to be hashed beside, where somebody does that. */
    void hashBeside(boolean wanted) {
        beside = wanted;
    }

    @Override
    public byte[] room() {
        boolean inRing = digests.ring != null && (beside || !isSettled());
        return inRing ? digests.ring.claim().bytes : digests.between;
    }

    @Override
    public void took(byte[] room, int count) {
        if (count == 0) {
            return;
        }
        KnownPrefix before = known;
        known = null;
        boolean first = fingerprinted && fingerprint.bytes() == 0;
        fingerprinted &= count % Fingerprint.BLOCK_BYTES == 0;
        if (fingerprinted) {
            fingerprint.extend(room, count);
            known = digests.known.find(fingerprint);
        }
        if (known != null) {
            digests.ledger.add(Count.KNOWN_BYTES, count);
            return;
        }
        if (before != null) {
            giveBack(); // of what comes before those bytes that were known
        } else if (lastPiece == 0 && digest == null) {
            digest = digests.take();
        }
        boolean cameBefore = fingerprinted && digests.known.cameBefore(fingerprint);
        // Of a content whose first bytes never came before, there is nothing to find; so most are spared this work.
        fingerprinted &= cameBefore || !first;
        Fingerprint of = cameBefore ? new Fingerprint(fingerprint) : null;
        if (room == digests.between) {
            take(room, count, before, of);
        } else {
            digests.ring.claim().fill(this, count, before, of);
            lastPiece = digests.ring.handOver();
        }
    }

    /** A copy, which takes on nothing of what this one is handed from now on. */
    RunningDigest copy() {
        RunningDigest copy = new RunningDigest(this);
        if (known == null && isSettled()) {
            MessageDigest settled = settled();
            copy.digest = settled == null ? null : DigestPool.copyOf(settled);
        } else if (known == null) {
            digests.ring.claim().fill(this, copy);
            copy.lastPiece = digests.ring.handOver();
            lastPiece = copy.lastPiece;
        }
        return copy;
    }

    /**
     * Called where pieces are hashed.
     *
     * @param before holds the digest of what comes before; null: this one's does
     * @param of what to remember the digest by that it is then; null: it is not remembered
     */
    void take(byte[] bytes, int count, KnownPrefix before, Fingerprint of) {
        try {
            if (before != null) {
                digest = DigestPool.copyOf(before.digest());
            }
            digest.update(bytes, 0, count);
            if (of != null) {
                digests.known.remember(KnownPrefix.of(of, DigestPool.copyOf(digest)));
            }
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
        return lastPiece == 0 || digests.ring.isHashed(lastPiece);
    }

    /**
     * SHA-256 of all that it went through; it can go on afterwards.
     *
     * @throws IllegalStateException hashing failed, maybe on another thread
     */
    byte[] value() {
        if (known != null) {
            return DigestPool.copyOf(known.digest()).digest();
        }
        MessageDigest settled = settled();
        if (settled == null) {
            digest = digests.take();
            settled = digest;
        }
        return DigestPool.copyOf(settled).digest();
    }

    private MessageDigest settled() {
        if (lastPiece != 0) {
            digests.ring.await(lastPiece);
            lastPiece = 0;
        }
        if (failure != null) {
            throw new IllegalStateException("Hashing failed", failure);
        }
        return digest;
    }

    /** Nobody will ask for it any more. */
    void giveBack() {
        if (digest != null && isSettled() && failure == null) {
            digests.giveBack(digest);
            digest = null;
        }
    }
}
