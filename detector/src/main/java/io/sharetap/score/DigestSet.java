package io.sharetap.score;

import java.util.Arrays;

/** Holds SHA-256 digests, and looks one up without allocating. */
final class DigestSet {
    private byte[][] sorted = new byte[0][];

    void add(byte[] digest) {
        int at = Arrays.binarySearch(sorted, digest, Arrays::compare);
        if (at < 0) {
            byte[][] more = Arrays.copyOf(sorted, sorted.length + 1);
            System.arraycopy(sorted, -at - 1, more, -at, sorted.length + at + 1);
            more[-at - 1] = digest;
            sorted = more;
        }
    }

    /** Whether the digest is in the set; false for null. */
    boolean contains(byte[] digest) {
        return digest != null && Arrays.binarySearch(sorted, digest, Arrays::compare) >= 0;
    }
}
