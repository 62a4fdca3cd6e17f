package io.sharetap.signature;

/** Gives digests of a signed image: of what a signature of it covers. */
@FunctionalInterface
public interface ImageDigests {
    /** The digest under the name that {@link java.security.MessageDigest} has for it; null: it cannot be had. */
    byte[] digest(String algorithm);
}
