package io.sharetap.output.deliver;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Gives the first bytes of a SHA-256 as hexadecimal digits, by which contents are told apart. */
final class ShortDigest {
    private ShortDigest() {}

    /** The first {@code digestBytes} of the content's digest, from 1 to 32. */
    static String of(byte[] content, int digestBytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content), 0, digestBytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
