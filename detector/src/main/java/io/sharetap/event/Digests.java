package io.sharetap.event;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Gives the digests that every Java platform has. */
public final class Digests {
    /** Cloned for each use, which costs less than looking the algorithm up. This instance is never updated. */
    private static final MessageDigest SHA256 = of("SHA-256");

    private Digests() {}

    static MessageDigest sha1() {
        return of("SHA-1");
    }

    public static MessageDigest sha256() {
        try {
            return (MessageDigest) SHA256.clone();
        } catch (CloneNotSupportedException e) {
            return of("SHA-256");
        }
    }

    /** A new digest of an algorithm that every Java has. */
    public static MessageDigest of(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java lacks " + algorithm + ", which every Java has to bring", e);
        }
    }
}
