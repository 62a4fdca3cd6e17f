package io.sharetap.output.deliver;

/** Messages on their way from memory to disk; they may not be taken meanwhile, as the order would be lost. */
enum Moving {
    NOTHING,
    /** Those in memory: the receiver gets only messages from disk, which come before them. */
    MEMORY,
    /** Those under way as well, which come before all others: the receiver gets none. */
    MEMORY_AND_UNDER_WAY
}
