package io.sharetap.base;

/** Mixes the numbers of a key into one, each on top of those before, beginning with a seed that nobody knows. */
public final class KeyMixing {
    private KeyMixing() {}

    /** What was mixed so far and the next number, one XORed with the other, spread over all 64 bits. */
    public static long mix(long value) {
        long mixed = value * 0x9E37_79B9_7F4A_7C15L;
        return mixed ^ mixed >>> 32;
    }
}
