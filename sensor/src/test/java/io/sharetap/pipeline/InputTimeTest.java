package io.sharetap.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class InputTimeTest {
    private static final long DAY = 86_400_000_000_000L;
    private static final long NOW = 20_000 * DAY;

    private final InputTime time = new InputTime();

    private long after(long... times) {
        for (long each : times) {
            time.onRecord(each);
        }
        return time.latestNanos();
    }

    @Test
    void isTheLatestOfTheRecords() {
        assertEquals(NOW + 5, after(NOW, NOW + 5, NOW + 3, NOW - DAY / 2));
    }

    @Test
    void isNotMovedByOneOrTwoRecordsOfTheFuture() {
        assertEquals(NOW + 1, after(NOW, NOW + 70 * DAY, NOW + 71 * DAY, NOW + 1));
    }

    @Test
    void isMovedByThreeInARow() {
        assertEquals(NOW + 9 * DAY + 2, after(NOW, NOW + 9 * DAY, NOW + 9 * DAY + 1, NOW + 9 * DAY + 2));
    }

    @Test
    void goesOnWhereRecordsAreDaysApart() {
        assertEquals(NOW + 9 * DAY, after(NOW, NOW + 3 * DAY, NOW + 6 * DAY, NOW + 9 * DAY));
    }

    @Test
    void comesBackFromAFirstRecordThatWasWrong() {
        assertEquals(NOW + 2, after(NOW + 900 * DAY, NOW, NOW + 1, NOW + 2));
    }

    @Test
    void isNotMovedByThreeRecordsThatDisagree() {
        assertEquals(NOW, after(NOW, NOW + 900 * DAY, NOW - 900 * DAY, NOW + 40 * DAY));
    }
}
