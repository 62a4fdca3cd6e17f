package io.sharetap.signature;

/** Gives digests of a signed image, over the parts that signatures cover. */
@FunctionalInterface
public interface ImageDigests {
    /** The digest by this algorithm, as {@link java.security.MessageDigest} names it; null where it cannot be had. */
    byte[] digest(String algorithm);
}
