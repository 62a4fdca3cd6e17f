package io.sharetap.transfer;

/** Holds the first two bytes of a content, as far as they are known, which say of what kind it is. */
final class FirstBytes {
    private int first = ContentKind.UNSEEN;
    private int second = ContentKind.UNSEEN;

    /**
     * A range of at least one byte has got a new content.
     *
     * @param atFrom the byte at {@code from}, {@link ContentKind#UNSEEN} where it is not known; likewise {@code behind}
     *     for the one that follows, if it lies in the range
     */
    void write(long from, long to, int atFrom, int behind) {
        if (from == 0) {
            first = atFrom;
            second = to > 1 ? behind : second;
        } else if (from == 1) {
            second = atFrom;
        }
    }

    /** The content ends here now. */
    void cut(long endOfFile) {
        first = endOfFile == 0 ? ContentKind.UNSEEN : first;
        second = endOfFile <= 1 ? ContentKind.UNSEEN : second;
    }

    int first() {
        return first;
    }

    int second() {
        return second;
    }

    ContentKind kind(boolean programByName) {
        return ContentKind.of(first, second, programByName);
    }
}
