package io.sharetap.signature;

/**
 * Checks that bytes have the outer form of one ASN.1 value (X.690), before they are given to a parser that recurses:
 * bounded in depth and number of values, with every length inside of its parent.
 */
final class Asn1Shape {
    static final int DEPTH_MAX = 64;
    static final int VALUES_MAX = 50_000;

    private static final int CONSTRUCTED = 0x20;
    private static final int INDEFINITE = 0x80;

    private final byte[] bytes;
    private final int end;
    /** The end of each open value; {@link #UNTIL_ZEROS} where it ends at two zeros. */
    private final int[] ends = new int[DEPTH_MAX];

    private static final int UNTIL_ZEROS = -1;

    private int at;
    private int depth;

    private Asn1Shape(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        at = from;
        end = to;
    }

    /**
     * The length of the value that begins at {@code from}; -1 where there is none, or it is larger or deeper than
     * honest ones.
     */
    static int lengthOf(byte[] bytes, int from) {
        return new Asn1Shape(bytes, from, bytes.length).walk(from);
    }

    /** Whether the bytes are one value and nothing else. */
    static boolean isValue(byte[] bytes) {
        return lengthOf(bytes, 0) == bytes.length;
    }

    private int walk(int from) {
        for (int values = 0; values < VALUES_MAX; values++) {
            if (!next()) {
                return -1;
            }
            while (depth > 0 && ends[depth - 1] == at) {
                depth--;
            }
            if (depth == 0) {
                return at - from;
            }
        }
        return -1;
    }

    /** Steps over a value's header, and over its content unless that consists of values. */
    private boolean next() {
        int limit = limit();
        if (limit - at < 2) {
            return false;
        }
        if (depth > 0 && ends[depth - 1] == UNTIL_ZEROS && bytes[at] == 0 && bytes[at + 1] == 0) {
            at += 2;
            depth--;
            return true;
        }
        int tag = bytes[at++];
        if ((tag & 0x1F) == 0x1F) {
            return false; // no format that is read here has tags above 30
        }
        boolean holdsValues = (tag & CONSTRUCTED) != 0;
        int length = bytes[at++] & 0xFF;
        if (length == INDEFINITE) {
            return holdsValues && open(UNTIL_ZEROS);
        }
        if (length > INDEFINITE) {
            length = longLength(length - INDEFINITE, limit);
        }
        if (length < 0 || length > limit - at) {
            return false;
        }
        if (holdsValues && length > 0) {
            return open(at + length);
        }
        at += length;
        return true;
    }

    private int longLength(int width, int limit) {
        if (width > 4 || width > limit - at) {
            return -1;
        }
        long length = 0;
        for (int i = 0; i < width; i++) {
            length = length << 8 | bytes[at++] & 0xFF;
        }
        return length > Integer.MAX_VALUE ? -1 : (int) length;
    }

    private boolean open(int endOfValue) {
        if (depth == DEPTH_MAX) {
            return false;
        }
        ends[depth++] = endOfValue;
        return true;
    }

    /** The end of the innermost value with a stated length. */
    private int limit() {
        for (int i = depth - 1; i >= 0; i--) {
            if (ends[i] != UNTIL_ZEROS) {
                return ends[i];
            }
        }
        return end;
    }
}
