package io.sharetap.fleet;

/**
 * Says whether the topic of writes was read to its end: if so, no older write can come from there by being read late.
 */
interface InputEnds {
    /** A moment for a later question to {@link #readSince}. */
    long now();

    /** Whether at some moment after this one all records in the partition had been judged. */
    boolean readSince(int partition, long moment);
}
