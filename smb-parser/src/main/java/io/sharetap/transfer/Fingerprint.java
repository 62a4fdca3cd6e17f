package io.sharetap.transfer;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;

/**
 * Compares beginnings of contents, block by block, some nine times as fast as SHA-256. It is not for publication: it is
 * keyed by secret numbers. Two different beginnings of the same length, up to 64 GiB, have the same fingerprint with a
 * probability of at most 1 in 2^63, even if an attacker chose them.
 *
 * <p>Each block becomes one number of 128 bits, a sum of products of its words, to each of which a word of the key was
 * added (NH; Black, Halevi, Krawczyk, Krovetz, Rogaway, "UMAC", 1999: 1 in 2^64 for words of 64 bits). These numbers,
 * each in three parts, are the coefficients of two polynomials modulo 2^61 - 1, which are evaluated at two secret
 * points.
 */
final class Fingerprint {
    static final int BLOCK_BYTES = 4_096;

    private static final int WORDS = BLOCK_BYTES / Long.BYTES;
    /** One word of the key for each word of a block, and the two points. */
    static final int KEY_NUMBERS = WORDS + 2;

    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int PRIME_BITS = 61;
    private static final long PRIME = (1L << PRIME_BITS) - 1;
    /** Bits of a part of a block's number: each part is below the prime, so that no two parts are equal modulo it. */
    private static final int PART_BITS = 60;

    private static final long PART = (1L << PART_BITS) - 1;

    /** The secret numbers, shared by all fingerprints that are to be compared. */
    static final class Key {
        private final long[] words;
        private final long firstPlace;
        private final long secondPlace;

        /** Makes a random key. */
        static Key secret() {
            long[] numbers = new long[KEY_NUMBERS];
            byte[] bytes = source().generateSeed(KEY_NUMBERS * Long.BYTES);
            ByteBuffer.wrap(bytes).asLongBuffer().get(numbers);
            return new Key(numbers);
        }

        /**
         * The kernel's random bytes, taken as seeds. Other output of SecureRandom goes through SHA-1, which takes some
         * 8 ms in a Java machine that has just started.
         */
        private static SecureRandom source() {
            try {
                return SecureRandom.getInstance("NativePRNGNonBlocking");
            } catch (NoSuchAlgorithmException notOfThisSystem) {
                return new SecureRandom();
            }
        }

        /** Makes a key of given numbers: those added to a block's words, and the two points. */
        Key(long[] numbers) {
            words = numbers.clone();
            firstPlace = numbers[WORDS] >>> 4;
            secondPlace = numbers[WORDS + 1] >>> 4;
        }
    }

    private final Key key;
    private long first = 1;
    private long second = 1;
    private long bytes;

    Fingerprint(Key key) {
        this.key = key;
    }

    Fingerprint(Fingerprint original) {
        key = original.key;
        first = original.first;
        second = original.second;
        bytes = original.bytes;
    }

    /** Bytes that were hashed. */
    long bytes() {
        return bytes;
    }

    /** The value of the first polynomial, from 0 to 2^61 - 2, which serves as the hash in tables. */
    long first() {
        return first;
    }

    /** The value of the second polynomial, from 0 to 2^61 - 2. */
    long second() {
        return second;
    }

    /** Hashes the next whole blocks, {@code count} bytes from the array's beginning. */
    void extend(byte[] bytes, int count) {
        for (int at = 0; at < count; at += BLOCK_BYTES) {
            block(bytes, at);
        }
        this.bytes += count;
    }

    private void block(byte[] bytes, int from) {
        long[] words = key.words;
        long high = 0;
        long low = 0;
        long upperHalves = 0;
        for (int i = 0; i < WORDS; i += 4) { // two products a step, which do not wait for each other
            int at = from + i * Long.BYTES;
            long one = (long) WORD.get(bytes, at) + words[i];
            long other = (long) WORD.get(bytes, at + Long.BYTES) + words[i + 1];
            long product = one * other;
            low += product;
            upperHalves += product >>> Integer.SIZE;
            high += Math.multiplyHigh(one, other);
            one = (long) WORD.get(bytes, at + 2 * Long.BYTES) + words[i + 2];
            other = (long) WORD.get(bytes, at + 3 * Long.BYTES) + words[i + 3];
            product = one * other;
            low += product;
            upperHalves += product >>> Integer.SIZE;
            high += Math.multiplyHigh(one, other);
        }
        high += carries(low, upperHalves);
        first = extended(first, key.firstPlace, high, low);
        second = extended(second, key.secondPlace, high, low);
    }

    /**
     * The number of carries beyond 64 bits in a sum of up to 2^32 unsigned numbers: cheaper than checking each
     * addition.
     *
     * @param sum of the numbers, its lowest 64 bits
     * @param upperHalves sum of the numbers' upper 32 bits
     */
    private static long carries(long sum, long upperHalves) {
        // The carries from the lower halves into the upper ones are fewer than 2^32, so the difference determines them.
        long ofLowerHalves = (sum >>> Integer.SIZE) - upperHalves & 0xFFFF_FFFFL;
        return upperHalves + ofLowerHalves >>> Integer.SIZE;
    }

    /** The polynomial with three more coefficients, the parts of a number of 128 bits. */
    private static long extended(long polynomial, long place, long high, long low) {
        long one = timesPlus(polynomial, place, low & PART);
        long two = timesPlus(one, place, (low >>> PART_BITS | high << Long.SIZE - PART_BITS) & PART);
        return timesPlus(two, place, high >>> 2 * PART_BITS - Long.SIZE);
    }

    /** {@code value * place + coefficient} modulo 2^61 - 1. */
    private static long timesPlus(long value, long place, long coefficient) {
        long low = value * place;
        long high = Math.multiplyHigh(value, place);
        long sum = (low & PRIME) + (low >>> PRIME_BITS | high << Long.SIZE - PRIME_BITS) + coefficient;
        long reduced = (sum & PRIME) + (sum >>> PRIME_BITS);
        return reduced >= PRIME ? reduced - PRIME : reduced;
    }
}
