package io.sharetap.transfer;

/**
 * Says how a worker's contents are hashed.
 *
 * @param beside the pieces of this worker that another thread may hash; null: none may
 * @param known beginnings that need not be hashed again, shared by all workers
 */
public record Hashing(HashRing beside, KnownPrefixes known) {
    /** Hashes everything on the worker's own thread. */
    public static Hashing alone() {
        return new Hashing(null, new KnownPrefixes());
    }
}
