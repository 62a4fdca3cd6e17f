package io.sharetap.event;

import java.nio.charset.StandardCharsets;

/** Writes numbers in hexadecimal digits. Each event has some: {@code HexFormat} takes several times as long. */
public final class HexDigits {
    private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private HexDigits() {}

    /** All 16 digits of one number and then those of the other. */
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
