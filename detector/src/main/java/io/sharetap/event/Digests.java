package io.sharetap.event;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Gives the digests that every Java platform has. */
final class Digests {
    private Digests() {}

    static MessageDigest sha1() {
        return digest("SHA-1");
    }

    static MessageDigest sha256() {
        return digest("SHA-256");
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java lacks " + algorithm + ", which every Java has to bring", e);
        }
    }
}
