package io.sharetap.event;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Gives the digests that every Java platform has. */
public final class Digests {
    /** Cloned for each use, which costs less than looking the algorithm up. This instance is never updated. */
    private static final MessageDigest SHA256 = digest("SHA-256");

    private Digests() {}

    static MessageDigest sha1() {
        return digest("SHA-1");
    }

    public static MessageDigest sha256() {
        try {
            return (MessageDigest) SHA256.clone();
        } catch (CloneNotSupportedException e) {
            return digest("SHA-256");
        }
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java lacks " + algorithm + ", which every Java has to bring", e);
        }
    }
}
