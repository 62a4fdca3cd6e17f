package io.sharetap.transfer;

import io.sharetap.base.Count;
import java.security.MessageDigest;

/**
 * The SHA-256 of a content as far as it has passed, from its beginning on. As long as the beginning equals a known one,
 * nothing is hashed. Of the bytes to be hashed, some may still be in the ring of pieces.
 */
final class RunningDigest implements HashTarget {
    private final DigestPool digests;
    private final Fingerprint fingerprint;
    /** Whether the fingerprint covers all bytes so far. */
    private boolean fingerprinted = true;
    /** Has the digest of all bytes so far; null: {@link #digest} has it, or will once the ring is empty. */
    private KnownPrefix known;

    private boolean beside;
    /** Null: nothing was hashed. */
    private MessageDigest digest;
    /** Number of the last piece that was handed over; 0: none was. */
    private long lastPiece;
    /** Written before the piece counts as hashed, and so visible after that. */
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

    /** Says whether the next bytes are to be hashed in the ring, if there is one. */
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
            giveBack(); // the state before the bytes that were known
        } else if (lastPiece == 0 && digest == null) {
            digest = digests.take();
        }
        boolean cameBefore = fingerprinted && digests.known.cameBefore(fingerprint);
        // If a content's first bytes never came before, there is nothing to find, so most contents are spared this
        // work.
        fingerprinted &= cameBefore || !first;
        Fingerprint of = cameBefore ? new Fingerprint(fingerprint) : null;
        if (room == digests.between) {
            take(room, count, before, of);
        } else {
            digests.ring.claim().fill(this, count, before, of);
            lastPiece = digests.ring.handOver();
        }
    }

    /** A copy, which ignores what this one is given from now on. */
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
     * @param before has the digest of the bytes before; null: this one's does
     * @param of the fingerprint under which to remember the resulting digest; null: it is not remembered
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

    /** Whether all pieces that were handed over are hashed. */
    boolean isSettled() {
        return lastPiece == 0 || digests.ring.isHashed(lastPiece);
    }

    /**
     * SHA-256 of all bytes so far; more may follow.
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

    /** The digest is not needed any more. */
    void giveBack() {
        if (digest != null && isSettled() && failure == null) {
            digests.giveBack(digest);
            digest = null;
        }
    }
}
