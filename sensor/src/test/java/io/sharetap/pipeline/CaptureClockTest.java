package io.sharetap.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class CaptureClockTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long NOON = 1_700_000_000L * SECOND;

    private final CaptureClock clock = new CaptureClock();

    @Test
    void showsTheTimesOfACaptureThatIsInOrder() {
        for (long nanos = NOON; nanos < NOON + 100 * SECOND; nanos += SECOND / 3) {
            clock.onPacket(nanos);
            assertEquals(nanos, clock.nanos());
            assertEquals(nanos - 5, clock.epochNanosAt(nanos - 5));
        }
    }

    @Test
    void standsWhilePacketsAreALittleBehind() {
        clock.onPacket(NOON);
        for (int i = 0; i < 10 * CaptureClock.AGREEMENT; i++) {
            clock.onPacket(NOON - 3 * SECOND);
            assertEquals(NOON, clock.nanos());
        }
        clock.onPacket(NOON + SECOND);
        assertEquals(NOON + SECOND, clock.nanos());
        assertEquals(NOON + SECOND - 3 * SECOND, clock.epochNanosAt(clock.nanos()), "packets may be so early again");
    }

    @Test
    void isNotLedAstrayByFewPacketsThatAreFarBehind() {
        clock.onPacket(NOON);
        for (int round = 0; round < 10; round++) {
            for (int i = 1; i < CaptureClock.AGREEMENT; i++) {
                clock.onPacket(0);
            }
            clock.onPacket(NOON + round);
            assertEquals(NOON + round, clock.nanos());
        }
        assertEquals(NOON + 9, clock.epochNanosAt(clock.nanos()));
    }

    @Test
    void goesOnFromWhatItShowsWhenTheCaptureGoesOnAtAnEarlierTime() {
        clock.onPacket(NOON);
        long earlier = NOON - 86_400 * SECOND;
        for (int i = 0; i < CaptureClock.AGREEMENT; i++) {
            clock.onPacket(earlier + i);
            assertEquals(NOON, clock.nanos());
        }
        long settled = earlier + CaptureClock.AGREEMENT - 1;
        clock.onPacket(settled + 7 * SECOND);
        assertEquals(NOON + 7 * SECOND, clock.nanos());
        assertEquals(settled + 7 * SECOND, clock.epochNanosAt(clock.nanos()));
    }

    @Test
    void neverGoesBackWhateverTheTimes() {
        long seed = 5;
        Random random = new Random(seed);
        long before = 0;
        long nanos = NOON;
        for (int i = 0; i < 1_000_000; i++) {
            if (random.nextInt(200) == 0) {
                nanos = random.nextLong(FrameReader.TIME_NANOS_MAX);
            }
            clock.onPacket(nanos + random.nextInt(1_000));
            assertTrue(clock.nanos() >= before, "seed " + seed + ", packet " + i);
            before = clock.nanos();
        }
        assertTrue(before < Long.MAX_VALUE - CaptureClock.LEAP_NANOS_MAX, "there is room for waits");
    }
}
