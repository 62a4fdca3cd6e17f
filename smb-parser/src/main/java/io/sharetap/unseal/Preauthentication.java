package io.sharetap.unseal;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The pre-authentication integrity hash of dialect 3.1.1 ([MS-SMB2] 3.1.4.1): SHA-512 over the hash so far and the next
 * message.
 */
public final class Preauthentication {
    public static final int BYTES = 64;

    private Preauthentication() {}

    /**
     * The hash after a message.
     *
     * @param before the hash so far, 64 bytes, zeros at first
     */
    public static byte[] after(byte[] before, byte[] message) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-512");
            digest.update(before);
            return digest.digest(message);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-512 is missing", e);
        }
    }
}
