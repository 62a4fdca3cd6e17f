package io.sharetap.transfer;

import java.security.MessageDigest;

/**
 * Remembers the digest of a content's beginning. Neither is changed any more, and any thread may see them.
 *
 * @param of the beginning's fingerprint
 * @param digest what went through it; to be copied
 */
record KnownPrefix(Fingerprint of, MessageDigest digest) {}
