package io.sharetap.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PcapngInterfaceTest {
    private static final BigInteger BILLION = BigInteger.TEN.pow(9);

    @Test
    void turnsEveryPowerOfTenIntoNanoseconds() {
        Random random = new Random(11);
        for (int power = 0; power <= 127; power++) {
            PcapngInterface origin = new PcapngInterface(1, 0, power, 0);
            for (int i = 0; i < 50; i++) {
                long timestamp = random.nextLong() >>> random.nextInt(64);
                BigInteger exact = new BigInteger(Long.toUnsignedString(timestamp))
                        .multiply(BILLION)
                        .divide(BigInteger.TEN.pow(power));
                if (exact.bitLength() < 64) {
                    assertEquals(exact.longValue(), origin.epochNanos(timestamp), timestamp + " / 10^" + power);
                }
            }
        }
    }

    @Test
    void turnsEveryPowerOfTwoIntoNanoseconds() {
        Random random = new Random(12);
        for (int power = 0; power <= 127; power++) {
            PcapngInterface origin = new PcapngInterface(1, 0, 0x80 | power, 0);
            for (int i = 0; i < 50; i++) {
                long timestamp = random.nextLong() >>> random.nextInt(64);
                BigInteger exact = new BigInteger(Long.toUnsignedString(timestamp))
                        .multiply(BILLION)
                        .shiftRight(power);
                if (exact.bitLength() < 64) {
                    long error = exact.longValue() - origin.epochNanos(timestamp);
                    assertEquals(0, error < 0 || error > 1 ? error : 0, timestamp + " / 2^" + power);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {-3_600, 0, 1, 1_700_000_000})
    void addsItsOffset(long offsetSeconds) {
        PcapngInterface origin = new PcapngInterface(1, 0, 6, offsetSeconds);
        assertEquals(1_000 + offsetSeconds * 1_000_000_000L, origin.epochNanos(1));
    }
}
