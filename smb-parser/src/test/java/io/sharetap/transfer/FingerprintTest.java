package io.sharetap.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FingerprintTest {
    private static final BigInteger PRIME = BigInteger.TWO.pow(61).subtract(BigInteger.ONE);
    private static final int WORDS = Fingerprint.BLOCK_BYTES / Long.BYTES;

    private final Random random = new Random(11);
    private final long[] numbers = random.longs(Fingerprint.KEY_NUMBERS).toArray();
    private final Fingerprint.Key key = new Fingerprint.Key(numbers);

    @Test
    void eachBlockIsASumOfProductsInTwoPolynomials() {
        for (int round = 0; round < 50; round++) {
            byte[] content = new byte[Fingerprint.BLOCK_BYTES * (1 + random.nextInt(4))];
            fill(content, round);
            Fingerprint fingerprint = new Fingerprint(key);
            fingerprint.extend(content, content.length);
            assertEquals(expected(content, numbers[WORDS] >>> 4), fingerprint.first());
            assertEquals(expected(content, numbers[WORDS + 1] >>> 4), fingerprint.second());
        }
    }

    /** Extremes first: words that with those of the key are at the ends of their range. */
    private void fill(byte[] content, int round) {
        random.nextBytes(content);
        if (round < 8) {
            ByteBuffer words = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
            long[] ends = {Long.MAX_VALUE, Long.MIN_VALUE, -1, 0};
            for (int i = 0; words.hasRemaining(); i++) {
                words.putLong(ends[round < 4 ? round : random.nextInt(4)] - numbers[i % WORDS]);
            }
        }
    }

    private BigInteger block(byte[] content, int from) {
        ByteBuffer words =
                ByteBuffer.wrap(content, from, Fingerprint.BLOCK_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        BigInteger sum = BigInteger.ZERO;
        for (int i = 0; i < WORDS; i += 2) {
            BigInteger one = BigInteger.valueOf(words.getLong() + numbers[i]);
            BigInteger other = BigInteger.valueOf(words.getLong() + numbers[i + 1]);
            sum = sum.add(one.multiply(other));
        }
        return sum.mod(BigInteger.TWO.pow(128));
    }

    private long expected(byte[] content, long place) {
        BigInteger part = BigInteger.TWO.pow(60);
        BigInteger value = BigInteger.ONE;
        for (int at = 0; at < content.length; at += Fingerprint.BLOCK_BYTES) {
            BigInteger number = block(content, at);
            for (int i = 0; i < 3; i++) {
                value = value.multiply(BigInteger.valueOf(place))
                        .add(number.mod(part))
                        .mod(PRIME);
                number = number.divide(part);
            }
        }
        return value.longValueExact();
    }

    @Test
    void aSecretKeyIsLikeNoOtherInAnyOfItsWords() {
        Fingerprint.Key one = Fingerprint.Key.secret();
        Fingerprint.Key other = Fingerprint.Key.secret();
        for (int word = 0; word < WORDS; word++) {
            // By a 1 among zeros the block's number grows by the key's word for the neighbour.
            byte[] content = new byte[Fingerprint.BLOCK_BYTES];
            content[word * Long.BYTES] = 1;
            assertFalse(same(of(one, content), of(one, new byte[content.length])), "word " + word);
            assertFalse(same(of(one, content), of(other, content)), "word " + word);
        }
    }

    private static boolean same(Fingerprint one, Fingerprint other) {
        return KnownPrefix.of(one, null).isOf(other);
    }

    private static Fingerprint of(Fingerprint.Key key, byte[] content) {
        Fingerprint fingerprint = new Fingerprint(key);
        fingerprint.extend(content, content.length);
        return fingerprint;
    }

    @Test
    void theStepsMakeNoDifference() {
        byte[] content = new byte[8 * Fingerprint.BLOCK_BYTES];
        random.nextBytes(content);
        Fingerprint atOnce = new Fingerprint(key);
        atOnce.extend(content, content.length);
        Fingerprint bySteps = new Fingerprint(key);
        bySteps.extend(content, 3 * Fingerprint.BLOCK_BYTES);
        Fingerprint copy = new Fingerprint(bySteps);
        assertFalse(same(copy, atOnce));
        byte[] rest = Arrays.copyOfRange(content, 3 * Fingerprint.BLOCK_BYTES, content.length);
        bySteps.extend(rest, rest.length);
        assertTrue(same(bySteps, atOnce));
        assertFalse(same(copy, bySteps));
        copy.extend(rest, rest.length);
        assertTrue(same(copy, atOnce));
    }

    @Test
    void aBitOrTheOrderOfBlocksOrAnotherKeyMakesAnother() {
        byte[] content = new byte[2 * Fingerprint.BLOCK_BYTES];
        Fingerprint zeros = of(key, content);
        for (int at = 0; at < content.length; at++) {
            content[at] = (byte) (1 << at % 8);
            assertFalse(same(of(key, content), zeros), () -> "the same with another bit");
            content[at] = 0;
        }
        random.nextBytes(content);
        byte[] turned = content.clone();
        System.arraycopy(content, 0, turned, Fingerprint.BLOCK_BYTES, Fingerprint.BLOCK_BYTES);
        System.arraycopy(content, Fingerprint.BLOCK_BYTES, turned, 0, Fingerprint.BLOCK_BYTES);
        Fingerprint straight = of(key, content);
        assertFalse(same(of(key, turned), straight));
        assertFalse(same(of(Fingerprint.Key.secret(), content), straight));
    }
}
