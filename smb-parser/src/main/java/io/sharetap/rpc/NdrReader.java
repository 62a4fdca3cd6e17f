package io.sharetap.rpc;

import java.nio.charset.StandardCharsets;

/**
 * Reads the arguments of a call in NDR ([C706] chapter 14) or NDR64 ([MS-RPCE] 2.2.5), one after the other. Where they
 * are malformed, it gives zeros and nulls from there on, and {@link #broken} says so: input never makes it throw.
 * Reused.
 */
final class NdrReader {
    private static final int TEXT_CHARS_MAX = 8_192;
    private static final int HANDLE_BYTES = 20;

    private byte[] bytes;
    private int from;
    private int at;
    private int end;
    private boolean bigEndian;
    private boolean wide;
    private boolean broken;

    /** Points the reader at a call's arguments: {@code length} bytes from {@code start} on; {@code ndr64}: in NDR64. */
    NdrReader wrap(byte[] stub, int start, int length, boolean big, boolean ndr64) {
        bytes = stub;
        from = start;
        at = start;
        end = start + length;
        bigEndian = big;
        wide = ndr64;
        broken = false;
        return this;
    }

    /** Whether something that was read lay outside, or was malformed. */
    boolean broken() {
        return broken;
    }

    void fail() {
        broken = true;
    }

    private boolean has(long count) {
        broken |= count < 0 || count > end - at;
        return !broken;
    }

    void align(int size) {
        at += -(at - from) & size - 1;
    }

    void alignToPointer() {
        align(wide ? 8 : 4);
    }

    void skip(long count) {
        if (has(count)) {
            at += (int) count;
        }
    }

    int u16() {
        align(2);
        if (!has(2)) {
            return 0;
        }
        int first = bytes[at++] & 0xFF;
        int second = bytes[at++] & 0xFF;
        return bigEndian ? first << 8 | second : second << 8 | first;
    }

    long u32() {
        align(4);
        return has(4) ? number(4) : 0;
    }

    /** Reads a count or pointer: 4 bytes in NDR, 8 in NDR64. */
    long size() {
        align(wide ? 8 : 4);
        return has(wide ? 8 : 4) ? number(wide ? 8 : 4) : 0;
    }

    private long number(int width) {
        long value = 0;
        for (int i = 0; i < width; i++) {
            int index = bigEndian ? i : width - 1 - i;
            value = value << 8 | bytes[at + index] & 0xFF;
        }
        at += width;
        return value;
    }

    /** Reads a pointer; false where it is null. */
    boolean pointer() {
        return size() != 0;
    }

    /** The call's return value: the last four bytes of its answer. */
    long returned() {
        int saved = at;
        at = end - 4;
        long value = at < from ? -1 : number(4);
        at = saved;
        return value;
    }

    /** Reads a context handle (attributes and UUID, 20 bytes); null where there is none, or it is all zeros. */
    Handle handle() {
        align(4);
        if (!has(HANDLE_BYTES)) {
            return null;
        }
        long attributes = number(4);
        Handle handle = new Handle(attributes, rawLong(at), rawLong(at + 8));
        at += HANDLE_BYTES - 4;
        return handle.high() == 0 && handle.low() == 0 ? null : handle;
    }

    private long rawLong(int position) {
        long value = 0;
        for (int i = 0; i < 8; i++) {
            value = value << 8 | bytes[position + i] & 0xFF;
        }
        return value;
    }

    /** Reads a string behind a pointer that may be null. */
    String optionalText(boolean unicode) {
        return pointer() ? text(unicode) : null;
    }

    /** Reads a conformant varying string, up to its NUL, of 8,192 characters at most; null where it is broken. */
    String text(boolean unicode) {
        return text(unicode, TEXT_CHARS_MAX);
    }

    /** As above, of at most {@code charsMax} characters. */
    String text(boolean unicode, int charsMax) {
        size();
        long offset = size();
        long count = size();
        int width = unicode ? 2 : 1;
        if (offset != 0 || count < 0 || count > (end - at) / width) {
            broken = true;
        }
        if (broken) {
            return null;
        }
        String text = unicode
                ? wideText(at, (int) Math.min(count, charsMax))
                : narrowText(at, (int) Math.min(count, charsMax));
        at += (int) count * width;
        return text;
    }

    private String wideText(int position, int chars) {
        StringBuilder text = new StringBuilder(chars);
        for (int i = 0; i < chars; i++) {
            int first = bytes[position + 2 * i] & 0xFF;
            int second = bytes[position + 2 * i + 1] & 0xFF;
            char each = (char) (bigEndian ? first << 8 | second : second << 8 | first);
            if (each == 0) {
                break;
            }
            text.append(each);
        }
        return text.toString();
    }

    private String narrowText(int position, int chars) {
        int length = 0;
        while (length < chars && bytes[position + length] != 0) {
            length++;
        }
        return new String(bytes, position, length, StandardCharsets.ISO_8859_1);
    }

    /**
     * Reads an RPC_UNICODE_STRING, [MS-DTYP] 2.3.10, and its characters behind it; null where there is none, or it is
     * broken.
     */
    String countedText() {
        alignToPointer();
        u16();
        u16();
        return optionalText(true);
    }

    /**
     * Reads the data of a registry value, an array of bytes, as text: REG_SZ, REG_EXPAND_SZ, or the first of
     * REG_MULTI_SZ.
     */
    String registryText() {
        long count = size();
        if (count < 0 || count > end - at) {
            broken = true;
            return null;
        }
        boolean was = bigEndian;
        bigEndian = false;
        String text = wideText(at, (int) Math.min(count / 2, TEXT_CHARS_MAX));
        bigEndian = was;
        at += (int) count;
        return text;
    }

    /**
     * Reads a BSTR, which is a FLAGGED_WORD_BLOB behind its pointer: [MS-OAUT] 2.2.23; null where there is none, or it
     * is broken.
     */
    String bstr() {
        if (!pointer()) {
            return null;
        }
        long most = size();
        u32(); // cBytes
        long count = u32();
        if (broken || count > most || count > (end - at) / 2) {
            broken = true;
            return null;
        }
        String text = wideText(at, (int) Math.min(count, TEXT_CHARS_MAX));
        at += (int) count * 2;
        return text;
    }

    /** Reads an MInterfacePointer behind its pointer: [MS-DCOM] 2.2.14; null where there is none, or it is broken. */
    PackedReader interfacePointer() {
        if (!pointer()) {
            return null;
        }
        long most = size();
        long count = u32(); // ulCntData
        if (broken || count > most || count > end - at) {
            broken = true;
            return null;
        }
        PackedReader reference = new PackedReader(bytes, at, at + (int) count);
        at += (int) count;
        return reference;
    }

    /** A context handle: stands for something that the server keeps for the client. */
    record Handle(long attributes, long high, long low) {
        /**
         * Written by hand, like {@link #hashCode}: the methods generated for records are slow until they are compiled.
         */
        @Override
        public boolean equals(Object other) {
            return other instanceof Handle handle
                    && low == handle.low
                    && high == handle.high
                    && attributes == handle.attributes;
        }

        @Override
        public int hashCode() {
            return 31 * (31 * Long.hashCode(attributes) + Long.hashCode(high)) + Long.hashCode(low);
        }
    }
}
