package io.sharetap.baseline;

/**
 * Is where an entry of a map will be looked for, so that the memory can be asked for it before:
 * {@link EntryMap#locate}, {@link EntryMap#announce} and {@link EntryMap#approach} lead there, {@link EntryFinder}
 * fills it in.
 */
final class Sought {
    static final int NOWHERE = -1;

    // The next one, by its hash alone.
    int nextSegment = NOWHERE;
    long nextTableKey;
    int nextValueAt;

    // The announced one.
    int segment = NOWHERE;
    long tableKey;
    int valueAt;

    /** No entry is the next one. */
    void locateNone() {
        nextSegment = NOWHERE;
    }

    /** The next one is announced. */
    void advance() {
        segment = nextSegment;
        tableKey = nextTableKey;
        valueAt = nextValueAt;
    }
}
