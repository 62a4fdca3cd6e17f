package io.sharetap.transfer;

import java.security.MessageDigest;

/**
 * The digest of a content's beginning. Immutable in effect, so any thread may use it.
 *
 * @param first as {@link Fingerprint#first} of the beginning
 * @param second as {@link Fingerprint#second} of the beginning
 * @param bytes of the beginning
 * @param digest after the beginning; to be copied, never updated
 */
record KnownPrefix(long first, long second, long bytes, MessageDigest digest) {
    static KnownPrefix of(Fingerprint beginning, MessageDigest digest) {
        return new KnownPrefix(beginning.first(), beginning.second(), beginning.bytes(), digest);
    }

    /** Whether it is of the same bytes, under the same key. */
    boolean isOf(Fingerprint beginning) {
        return first == beginning.first() && second == beginning.second() && bytes == beginning.bytes();
    }
}
