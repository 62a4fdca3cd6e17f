package io.sharetap.unseal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The key derivation of SMB 3 ([MS-SMB2] 3.1.4.2): SP800-108 in counter mode with HMAC-SHA256. One round suffices for
 * 256 bits.
 */
final class KeyDerivation {
    private static final byte[] COUNTER = {0, 0, 0, 1};
    private static final byte[] SEPARATOR = {0};

    private KeyDerivation() {}

    /**
     * Derives {@code bytes} bytes, 32 at most; where the document asks for a zero after label or context, the caller
     * appends it.
     */
    static byte[] derive(byte[] key, byte[] label, byte[] context, int bytes) {
        byte[] bits = ByteBuffer.allocate(4).putInt(8 * bytes).array();
        return Arrays.copyOf(Hmac.sha256(key, COUNTER, label, SEPARATOR, context, bits), bytes);
    }

    /** A text with its terminating zero. */
    static byte[] text(String text) {
        return (text + "\0").getBytes(StandardCharsets.US_ASCII);
    }
}
