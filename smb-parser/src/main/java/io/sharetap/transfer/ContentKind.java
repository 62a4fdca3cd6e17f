package io.sharetap.transfer;

/** Says what the first two bytes of a file, and its name, reveal. */
enum ContentKind {
    /**
     * Not known yet: the first bytes are missing, or are zeros, which may be overwritten last, or the name is a
     * program's.
     */
    UNDECIDED,
    /** MZ. */
    PROGRAM,
    /** Something else: the bytes are not needed. */
    OTHER;

    /** Stands for a byte that was not seen. */
    static final int UNSEEN = -1;

    /** The kind of a file that begins with these bytes, each of which may be {@link #UNSEEN}. */
    static ContentKind of(int first, int second, boolean programByName) {
        if (first == 'M' && second == 'Z') {
            return PROGRAM;
        }
        return programByName || mayBecome(first, 'M') && mayBecome(second, 'Z') ? UNDECIDED : OTHER;
    }

    private static boolean mayBecome(int seen, int wanted) {
        return seen == wanted || seen == 0 || seen == UNSEEN;
    }
}
