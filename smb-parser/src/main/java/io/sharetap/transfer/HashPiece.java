package io.sharetap.transfer;

/**
 * Carries a piece of one file's content to where it is hashed, or the wish for a copy of its digest. Made once and used
 * over and over.
 */
final class HashPiece {
    final byte[] bytes = new byte[ChunkStore.CHUNK_BYTES];
    private int count;
    private RunningDigest digest;
    private RunningDigest copy;
    private KnownPrefix before;
    private Fingerprint of;

    /** Says what is in it: the first {@code count} bytes, whose turn they are, and what that one needs with them. */
    void fill(RunningDigest digest, int count, KnownPrefix before, Fingerprint of) {
        this.digest = digest;
        this.count = count;
        this.before = before;
        this.of = of;
    }

    /** Says that a digest is to be copied as it is then. */
    void fill(RunningDigest digest, RunningDigest copy) {
        this.digest = digest;
        this.copy = copy;
    }

    /** Hashes what is in it. Never throws: whoever asks for the digest is told that this failed. */
    void hash() {
        if (copy != null) {
            copy.copyFrom(digest);
        } else {
            digest.take(bytes, count, before, of);
        }
        digest = null;
        copy = null;
        before = null;
        of = null;
    }
}
