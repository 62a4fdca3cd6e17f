package io.sharetap.base;

import java.nio.charset.StandardCharsets;

/**
 * Walks through DER (X.690) by tags, from an element to one inside of it; the caller knows which tags to expect.
 * Lengths are checked against the enclosing element; one that leads outside of it ends the walk. Reused; reads the
 * window that it is given.
 */
public final class DerWalk {
    public static final int SEQUENCE = 0x30;
    public static final int INTEGER = 0x02;
    public static final int OBJECT_IDENTIFIER = 0x06;
    public static final int OCTET_STRING = 0x04;
    public static final int GENERAL_STRING = 0x1B;
    private static final int CONTEXT = 0xA0;
    private static final int APPLICATION = 0x60;
    private static final int ELEMENTS_MAX = 64;

    private ByteWindow window;

    /** Where the content of the last element that was found begins. */
    private int at;

    private int end;

    /** Starts before the first element in {@code bytes} bytes from {@code from} on. */
    public DerWalk over(ByteWindow memory, int from, int bytes) {
        window = memory;
        return between(from, from + bytes);
    }

    /** Returns to a place that was noted before ({@link #at}, {@link #end}). */
    public DerWalk between(int from, int to) {
        at = from;
        end = to;
        return this;
    }

    /** The tag of a constructed element [number]. */
    public static int context(int number) {
        return CONTEXT + number;
    }

    /** The tag of a constructed element [APPLICATION number]; at most 30. */
    public static int application(int number) {
        return APPLICATION + number;
    }

    public int at() {
        return at;
    }

    public int end() {
        return end;
    }

    /** The tag of the next element; -1 where there is none. */
    public int peek() {
        return at < end ? window.u8(at) : -1;
    }

    /** Enters the first of the following elements that has this tag; false where there is none. */
    public boolean enter(int tag) {
        for (int passed = 0; passed < ELEMENTS_MAX && at < end; passed++) {
            int found = window.u8(at);
            int length = length();
            if (length < 0) {
                return false;
            }
            if (found == tag) {
                end = at + length;
                return true;
            }
            at += length;
        }
        return false;
    }

    /** Enters nested elements by their tags, one in the other; false where one is lacking. */
    public boolean enter(int first, int... further) {
        boolean found = enter(first);
        for (int i = 0; found && i < further.length; i++) {
            found = enter(further[i]);
        }
        return found;
    }

    /** Steps over the next element, which must have this tag. */
    public boolean skip(int tag) {
        if (peek() != tag) {
            return false;
        }
        int length = length();
        at += Math.max(0, length);
        return length >= 0;
    }

    /** Skips {@code bytes} bytes that are not DER. */
    public void pass(int bytes) {
        at = Math.min(at + bytes, end);
    }

    /** The content of the element that was entered, as UTF-8 text; null where it is empty. */
    public String text() {
        return at == end ? null : new String(content(), StandardCharsets.UTF_8);
    }

    /** A copy of the content of the element that was entered. */
    public byte[] content() {
        byte[] copy = new byte[end - at];
        window.copyTo(at, copy, 0, copy.length);
        return copy;
    }

    /** Steps from an element's tag to its content. Returns the content's length in bytes; -1 where it leads outside. */
    private int length() {
        int lengthAt = at + 1;
        if (lengthAt >= end) {
            return -1;
        }
        int first = window.u8(lengthAt);
        int octets = first < 0x80 ? 0 : first - 0x80;
        if (first == 0x80 || octets > 3 || octets >= end - lengthAt) {
            return -1;
        }
        int length = octets == 0 ? first : 0;
        for (int i = 1; i <= octets; i++) {
            length = length << 8 | window.u8(lengthAt + i);
        }
        at = lengthAt + 1 + octets;
        return length <= end - at ? length : -1;
    }
}
