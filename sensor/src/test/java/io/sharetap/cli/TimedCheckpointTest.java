package io.sharetap.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class TimedCheckpointTest {
    private static final long MILLI = 1_000_000L;

    private long nowNanos = 7_000 * MILLI;
    private long costMillis;

    private final TimedCheckpoint checkpoint = new TimedCheckpoint(() -> nowNanos) {
        @Override
        void keep() {
            nowNanos += costMillis * MILLI;
        }
    };

    private void takes(long millis) {
        costMillis = millis;
        checkpoint.take();
    }

    /** Until it is due; nanoseconds before that it was not. */
    private long pauseMillis() {
        long begun = nowNanos;
        while (!checkpoint.isDue()) {
            nowNanos += MILLI;
        }
        return (nowNanos - begun) / MILLI;
    }

    @Test
    void theFirstComesSoon() {
        assertEquals(200, pauseMillis());
    }

    @Test
    void aSlowFirstOneDoesNotPutOffTheNext() {
        takes(900);
        assertEquals(200, pauseMillis());
        takes(300);
        assertEquals(200, pauseMillis());
    }

    @Test
    void whereEachTakesLongTheyComeRarely() {
        for (int i = 0; i < 4; i++) {
            takes(60);
        }
        assertEquals(1_200, pauseMillis());
        takes(5_000);
        assertEquals(1_200, pauseMillis());
    }

    @Test
    void threeSecondsAreTheLongestPause() {
        for (int i = 0; i < 4; i++) {
            takes(5_000);
        }
        assertEquals(3_000, pauseMillis());
    }

    @Test
    void theyComeOftenAgainOnceOneTookLittle() {
        for (int i = 0; i < 4; i++) {
            takes(100);
        }
        takes(1);
        assertEquals(200, pauseMillis());
    }
}
