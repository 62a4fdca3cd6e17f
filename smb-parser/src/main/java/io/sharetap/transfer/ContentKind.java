package io.sharetap.transfer;

/** Says what the first two bytes of a file, and its name, tell of it. */
enum ContentKind {
    /** Nothing yet, or zeros that may be written over last, or the name is that of a program. */
    UNDECIDED,
    /** MZ. */
    PROGRAM,
    /** Something else: its bytes are not needed. */
    OTHER;

    /** Stands for a byte that was not seen. */
    static final int UNSEEN = -1;

    /** The kind of what begins with these bytes, each of which may be {@link #UNSEEN}. */
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
