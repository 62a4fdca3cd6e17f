package io.sharetap.transfer;

/**
 * Says how a worker's contents are hashed.
 *
 * @param beside keeps what another thread may hash, of this worker alone; null: none may
 * @param known what need not be hashed again, of all workers
 */
public record Hashing(HashRing beside, KnownPrefixes known) {
    /** All on the worker's own thread. */
    public static Hashing alone() {
        return new Hashing(null, new KnownPrefixes());
    }
}
