package io.sharetap.event;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Rfc3339Test {
    @ParameterizedTest
    @CsvSource({
        "1970-01-01T00:00:00Z, 0",
        "1970-01-01t00:00:00.5z, 500000000",
        "2023-11-14T22:13:20.123456789Z, 1700000000123456789",
        "2023-11-14T22:13:20.1234567891Z, 1700000000123456789",
        "2023-11-15T00:13:20+02:00, 1700000000000000000",
        "2023-11-14T23:59:60Z, 1700006399000000000",
        "1969-12-31T23:59:59.999999999Z, -1"
    })
    void readsTheFormsOfRfc3339(String text, long nanos) {
        assertEquals(nanos, Rfc3339.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2023",
                "2023-11-14",
                "2023-11-14T22:13:20",
                "2023-11-14T22:13:20.Z",
                "2023-13-14T22:13:20Z",
                "2023-02-29T22:13:20Z",
                "2023-11-14T24:13:20Z",
                "2023-11-14T22:13:20+99:00",
                "9999-11-14T22:13:20Z",
                "0001-01-01T00:00:00Z",
                "2023/11/14T22:13:20Z",
                "202a-11-14T22:13:20Z",
                "2023-11-14T22:13:20Zx"
            })
    void refusesWhatIsNoTime(String text) {
        assertEquals(Rfc3339.NO_TIME, Rfc3339.parse(text));
    }

    @Test
    void readsBackEveryTimeThatItWrites() {
        long seed = 11;
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            long nanos = random.nextLong(0, 9_000_000_000_000_000_000L);
            assertEquals(nanos, Rfc3339.parse(Rfc3339.ofNanos(nanos)), "seed " + seed);
        }
    }

    @Test
    void writesNineFractionDigits() {
        assertEquals("2023-11-14T22:13:20.000000007Z", Rfc3339.ofNanos(1_700_000_000_000_000_007L));
        assertEquals("2023-11-14T22:13:20Z", Rfc3339.ofSeconds(1_700_000_000L));
    }
}
