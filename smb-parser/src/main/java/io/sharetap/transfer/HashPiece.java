package io.sharetap.transfer;

/**
 * Holds a piece of a file's content on its way to be hashed, or the request for a copy of its digest. Allocated once
 * and used again.
 */
final class HashPiece {
    final byte[] bytes = new byte[ChunkStore.CHUNK_BYTES];
    private int count;
    private RunningDigest digest;
    private RunningDigest copy;
    private KnownPrefix before;
    private Fingerprint of;

    /**
     * Fills in a piece: its first {@code count} bytes, the digest they are for, and what that digest needs to take
     * them.
     */
    void fill(RunningDigest digest, int count, KnownPrefix before, Fingerprint of) {
        this.digest = digest;
        this.count = count;
        this.before = before;
        this.of = of;
    }

    /** Fills in the request for a copy of a digest as it then is. */
    void fill(RunningDigest digest, RunningDigest copy) {
        this.digest = digest;
        this.copy = copy;
    }

    /** Hashes the piece. Never throws: a failure is reported when the digest is asked for. */
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
