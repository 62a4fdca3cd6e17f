package io.sharetap.transfer;

import io.sharetap.base.Ledger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;

/** Lends SHA-256 digests and takes them back, so that a file need not make a new one. */
final class DigestPool {
    /** The algorithm of the digests. */
    static final String ALGORITHM = "SHA-256";

    private static final int IDLE_MAX = 256;

    private final ArrayDeque<MessageDigest> idle = new ArrayDeque<>();
    /** A buffer between the content's memory and the digest. */
    final byte[] between = new byte[ChunkStore.CHUNK_BYTES];
    /** The ring in which another thread may hash; null: there is none. */
    final HashRing ring;
    /** The beginnings that need not be hashed again. */
    final KnownPrefixes known;

    final Ledger ledger;

    DigestPool(Hashing hashing, Ledger ledger) {
        ring = hashing.beside();
        known = hashing.known();
        this.ledger = ledger;
    }

    MessageDigest take() {
        MessageDigest digest = idle.pollLast();
        return digest != null ? digest : newDigest();
    }

    void giveBack(MessageDigest digest) {
        if (idle.size() < IDLE_MAX) {
            digest.reset();
            idle.addLast(digest);
        }
    }

    /** A copy of the digest, which itself can be continued. */
    static MessageDigest copyOf(MessageDigest digest) {
        try {
            return (MessageDigest) digest.clone();
        } catch (CloneNotSupportedException impossible) {
            throw new IllegalStateException("The SHA-256 of this Java cannot be cloned", impossible);
        }
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance(ALGORITHM);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java has " + ALGORITHM, impossible);
        }
    }
}
