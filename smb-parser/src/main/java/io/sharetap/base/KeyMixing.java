package io.sharetap.base;

import java.util.SplittableRandom;

/**
 * Mixes the parts of a key into one hash. Each part is mixed into the result of those before; begin with {@link #SEED}.
 */
public final class KeyMixing {
    /**
     * Secret, and different in each run: otherwise a sender who chooses addresses, ports or names could make as many
     * keys as he likes collide.
     */
    public static final long SEED = new SplittableRandom().nextLong();

    private KeyMixing() {}

    /** Spreads a value over all 64 bits; to add a part to a hash, XOR the two and mix the result. */
    public static long mix(long value) {
        long mixed = value * 0x9E37_79B9_7F4A_7C15L;
        return mixed ^ mixed >>> 32;
    }

    /** Mixes each character of a text into the hash {@code mixed}. */
    public static long mix(long mixed, String text) {
        long all = mixed;
        for (int i = 0; i < text.length(); i++) {
            all = mix(all ^ text.charAt(i));
        }
        return all;
    }

    /** Mixes four numbers, such as those of two addresses, into the hash {@code mixed}. */
    public static long mix(long mixed, long first, long second, long third, long fourth) {
        return mix(mix(mix(mix(mixed ^ first) ^ second) ^ third) ^ fourth);
    }
}
