package io.sharetap.base;

import java.util.SplittableRandom;

/** Mixes what a key is made of into one number, each part on top of those before, beginning with {@link #SEED}. */
public final class KeyMixing {
    /**
     * Nobody knows it, and each run has another: who chooses addresses, ports or names could else choose as many keys
     * as they like that share one place.
     */
    public static final long SEED = new SplittableRandom().nextLong();

    private KeyMixing() {}

    /** What was mixed so far and the next number, one XORed with the other, spread over all 64 bits. */
    public static long mix(long value) {
        long mixed = value * 0x9E37_79B9_7F4A_7C15L;
        return mixed ^ mixed >>> 32;
    }

    /** What was mixed so far and then each character of a text. */
    public static long mix(long mixed, String text) {
        long all = mixed;
        for (int i = 0; i < text.length(); i++) {
            all = mix(all ^ text.charAt(i));
        }
        return all;
    }

    /** What was mixed so far and then four numbers, as of two addresses. */
    public static long mix(long mixed, long first, long second, long third, long fourth) {
        return mix(mix(mix(mix(mixed ^ first) ^ second) ^ third) ^ fourth);
    }
}
