package io.sharetap.base;

import java.nio.charset.StandardCharsets;

/**
 * Walks along DER (X.690) by tags, from an element to one inside of it, for who knows the way. Lengths are checked
 * against the element that holds them; one that leads outside ends the walk. Reused; reads the window that it is given.
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

    /** Where the element that was found last has its content. */
    private int at;

    private int end;

    /** Begins before the first element in {@code bytes} bytes from {@code from} on. */
    public DerWalk over(ByteWindow memory, int from, int bytes) {
        window = memory;
        return between(from, from + bytes);
    }

    /** Goes to a place noted before ({@link #at}, {@link #end}). */
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

    /** The tag of the element that is next; -1: there is none. */
    public int peek() {
        return at < end ? window.u8(at) : -1;
    }

    /** Goes into the first element of this tag among those that follow; false: there is none. */
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

    /** Goes the way down from tag to tag; false: it ends before. */
    public boolean enter(int first, int... further) {
        boolean found = enter(first);
        for (int i = 0; found && i < further.length; i++) {
            found = enter(further[i]);
        }
        return found;
    }

    /** Goes behind the element that is next, which must have this tag. */
    public boolean skip(int tag) {
        if (peek() != tag) {
            return false;
        }
        int length = length();
        at += Math.max(0, length);
        return length >= 0;
    }

    /** Passes over {@code bytes} bytes that are no DER. */
    public void pass(int bytes) {
        at = Math.min(at + bytes, end);
    }

    /** The content of the element that was entered, as text in UTF-8; null: it is empty. */
    public String text() {
        return at == end ? null : new String(content(), StandardCharsets.UTF_8);
    }

    /** A copy of the content of the element that was entered. */
    public byte[] content() {
        byte[] copy = new byte[end - at];
        window.copyTo(at, copy, 0, copy.length);
        return copy;
    }

    /** Goes from an element's tag to its content; its length in bytes, -1: it leads outside. */
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
