package io.sharetap.baseline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sharetap.event.IpAddress;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SummariesTest {
    private static final long DAY_NANOS = 86_400_000_000_000L;

    @ParameterizedTest
    @CsvSource({
        "1, 1, '1 destination on 1 day'",
        "0, 0, '0 destinations on 0 days'",
        "1234, 2, '1,234 destinations on 2 days'"
    })
    void oneIsNotManyOfAnExecutable(long destinations, int days, String text) {
        BaselineCare.ExecutableSummary executable =
                new BaselineCare.ExecutableSummary(new byte[32], destinations, days, 0, DAY_NANOS);
        String expected = "  " + "00".repeat(32) + "  " + text + ", 1970-01-01 to 1970-01-02";
        assertEquals(expected, Summaries.line(executable));
    }

    @ParameterizedTest
    @CsvSource({"1, 1 day", "3, 3 days"})
    void oneIsNotManyOfADestination(int days, String text) {
        BaselineCare.DestinationSummary destination =
                new BaselineCare.DestinationSummary(new IpAddress(0, 0xA000001L), days, List.of(1, 0, 2), 0, 0);
        String expected = String.format(
                "  %-39s  %s, uncommon ones on 1 (runs), 0 (admin), 2 (data), 1970-01-01 to 1970-01-01",
                destination.host(), text);
        assertEquals(expected, Summaries.line(destination));
    }
}
