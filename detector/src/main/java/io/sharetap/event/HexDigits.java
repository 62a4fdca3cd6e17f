package io.sharetap.event;

import java.nio.charset.StandardCharsets;

/** Writes hexadecimal digits. Each event has several digests, and {@code HexFormat} takes several times as long. */
public final class HexDigits {
    private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private HexDigits() {}

    /** The two digits of each byte. */
    public static String of(byte[] bytes) {
        byte[] text = new byte[2 * bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            text[2 * i] = DIGITS[bytes[i] >>> 4 & 0xF];
            text[2 * i + 1] = DIGITS[bytes[i] & 0xF];
        }
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    /** All 16 digits of the first number, then those of the second. */
    public static String of(long first, long second) {
        byte[] text = new byte[4 * Long.BYTES];
        for (int i = 0; i < 2 * Long.BYTES; i++) {
            int shift = Long.SIZE - 4 - 4 * i;
            text[i] = DIGITS[(int) (first >>> shift) & 0xF];
            text[2 * Long.BYTES + i] = DIGITS[(int) (second >>> shift) & 0xF];
        }
        return new String(text, StandardCharsets.ISO_8859_1);
    }
}
