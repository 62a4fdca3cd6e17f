package io.sharetap.rpc;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes the arguments of a call as [C706] 14 has them, or NDR64. */
final class Stub {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final boolean big;
    private final boolean wide;

    Stub(boolean big, boolean wide) {
        this.big = big;
        this.wide = wide;
    }

    static Stub little() {
        return new Stub(false, false);
    }

    Stub align(int size) {
        while (bytes.size() % size != 0) {
            bytes.write(0xBF);
        }
        return this;
    }

    private Stub number(long value, int width) {
        align(width);
        for (int i = 0; i < width; i++) {
            bytes.write((int) (value >>> 8 * (big ? width - 1 - i : i)));
        }
        return this;
    }

    Stub u16(int value) {
        return number(value, 2);
    }

    Stub u32(long value) {
        return number(value, 4);
    }

    Stub size(long value) {
        return number(value, wide ? 8 : 4);
    }

    Stub raw(byte[] more) {
        bytes.writeBytes(more);
        return this;
    }

    /** A handle whose bytes are all this, or none. */
    Stub handle(int mark) {
        align(4);
        byte[] handle = new byte[20];
        for (int i = 4; i < 20; i++) {
            handle[i] = (byte) mark;
        }
        return raw(handle);
    }

    Stub text(String text) {
        size(text.length() + 1).size(0).size(text.length() + 1);
        return raw((text + '\0').getBytes(big ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_16LE));
    }

    Stub narrow(String text) {
        size(text.length() + 1).size(0).size(text.length() + 1);
        return raw((text + '\0').getBytes(StandardCharsets.ISO_8859_1));
    }

    Stub optional(String text) {
        return text == null ? size(0) : size(0x20000).text(text);
    }

    /** RPC_UNICODE_STRING. */
    Stub counted(String text) {
        align(wide ? 8 : 4);
        return u16(2 * text.length() + 2).u16(2 * text.length() + 2).optional(text);
    }

    /** A BSTR behind its pointer. */
    Stub bstr(String text) {
        return size(0x20004)
                .size(text.length())
                .u32(2L * text.length())
                .u32(text.length())
                .raw(text.getBytes(StandardCharsets.UTF_16LE));
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }
}
