package io.sharetap.baseline;

/** Looks at an entry of a map and may change its value in place, to the same length or shorter. */
@FunctionalInterface
interface Rewriter {
    /** What becomes of an entry that is looked at. */
    enum Verdict {
        KEEP,
        CHANGED,
        REMOVE
    }

    Verdict look(Entry key, Entry value);
}
