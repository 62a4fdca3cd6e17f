package io.sharetap.fleet;

/** Says whether the topic of writes was read to its end: then nothing older can come from there by being read late. */
interface InputEnds {
    /** A moment by which {@link #readSince} is asked. */
    long now();

    /** True: at some moment after this one all that lay in the partition had been judged by us. */
    boolean readSince(int partition, long moment);
}
