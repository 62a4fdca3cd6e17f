package io.sharetap.transfer;

import java.security.MessageDigest;

/**
 * Remembers the digest of a content's beginning. Nothing of it is changed any more, and any thread may see it.
 *
 * @param first as {@link Fingerprint#first} of the beginning
 * @param second as {@link Fingerprint#second} of the beginning
 * @param bytes of the beginning
 * @param digest what went through it; to be copied
 */
record KnownPrefix(long first, long second, long bytes, MessageDigest digest) {
    static KnownPrefix of(Fingerprint beginning, MessageDigest digest) {
        return new KnownPrefix(beginning.first(), beginning.second(), beginning.bytes(), digest);
    }

    /** True: under the same key it is of the same bytes. */
    boolean isOf(Fingerprint beginning) {
        return first == beginning.first() && second == beginning.second() && bytes == beginning.bytes();
    }
}
