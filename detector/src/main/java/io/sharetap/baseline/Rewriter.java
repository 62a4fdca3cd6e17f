package io.sharetap.baseline;

/** Visits an entry of a map and may change its value in place, to the same length or shorter. */
@FunctionalInterface
interface Rewriter {
    /** What happens to the visited entry. */
    enum Verdict {
        KEEP,
        CHANGED,
        REMOVE
    }

    Verdict look(Entry key, Entry value);
}
