package io.sharetap.baseline;

/**
 * The place where an entry of a map will be looked up, so that memory can be loaded ahead: {@link EntryMap#locate},
 * {@link EntryMap#announce} and {@link EntryMap#approach} are the steps, {@link EntryFinder} fills it in.
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

    /** There is no next entry. */
    void locateNone() {
        nextSegment = NOWHERE;
    }

    /** The next entry becomes the announced one. */
    void advance() {
        segment = nextSegment;
        tableKey = nextTableKey;
        valueAt = nextValueAt;
    }
}
