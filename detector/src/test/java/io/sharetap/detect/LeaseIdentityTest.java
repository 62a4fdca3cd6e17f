package io.sharetap.detect;

import static io.sharetap.score.Writes.NOON;
import static io.sharetap.score.Writes.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sharetap.alert.Alert;
import io.sharetap.alert.AlertCodec;
import io.sharetap.baseline.BaselineSettings;
import io.sharetap.baseline.ChronicleBaseline;
import io.sharetap.score.Score;
import io.sharetap.score.Writes;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Hosts are told apart by their leases where a table says who had an address. */
class LeaseIdentityTest {
    private static final long DAY = 86_400_000_000_000L;

    private final RecordingSink sink = new RecordingSink();
    private final ChronicleBaseline baseline = ChronicleBaseline.inMemory(
            BaselineSettings.defaults().withCapacity(new BaselineSettings.Capacity(4_096, 4_096, 4_096, 4_096, 4_096)));
    private LeaseTable leases = LeaseTable.EMPTY;
    private final RareWriteDetector detector =
            new RareWriteDetector(DetectorSettings.defaults(), baseline, sink, () -> leases);
    private long position;

    @AfterEach
    void close() {
        baseline.close();
    }

    private static String day(int number) {
        return Instant.ofEpochSecond(0, NOON + number * DAY - DAY / 2).toString();
    }

    private void see(int day, Writes write) {
        position++;
        detector.onEvent(
                write.at(NOON + day * DAY + position).position(position).build());
    }

    private void quietDays(int from, int to) {
        for (int day = from; day <= to; day++) {
            see(day, write().document());
        }
    }

    private Alert last() {
        return sink.alerts.get(sink.alerts.size() - 1);
    }

    private List<String> lastReasons() {
        return last().score().reasons().stream().map(Score.Reason::id).toList();
    }

    @Test
    void aHostThatWandersOverThreeAddressesIsOneClient() {
        leases = LeaseTable.parse("address,from,to,host\n"
                + "10.0.0.21," + day(0) + "," + day(20) + ",PC17\n"
                + "10.0.0.22," + day(20) + "," + day(22) + ",PC17\n"
                + "10.0.0.23," + day(22) + ",,PC17\n");
        quietDays(0, 18);
        see(19, write().by("10.0.0.21"));
        see(20, write().by("10.0.0.22").content("second"));
        assertEquals(1, last().rarity().client().pairDays());
        see(22, write().by("10.0.0.23").content("third"));
        assertEquals(2, last().rarity().client().pairDays());
        assertFalse(lastReasons().contains("new_pair"));
        assertEquals("10.0.0.23", last().event().client().toString());
        String record = new AlertCodec().toJson(last());
        assertTrue(record.contains("\"client_host\":{\"id\":\"PC17\"}"), record);
        assertTrue(record.contains("PC17 (10.0.0.23)"), record);
    }

    @Test
    void anAddressThatIsHandedToAnotherHostIsAnotherClient() {
        leases = LeaseTable.parse("address,from,to,host\n"
                + "10.0.0.21," + day(0) + "," + day(20) + ",PC17\n"
                + "10.0.0.21," + day(20) + ",,PC18\n");
        quietDays(0, 18);
        see(19, write().by("10.0.0.21"));
        see(20, write().by("10.0.0.21").content("second"));
        assertEquals(0, last().rarity().client().pairDays());
        assertTrue(lastReasons().contains("new_pair"));
    }

    @Test
    void aDestinationThatWandersIsOneDestinationAndOneStory() {
        leases = LeaseTable.parse(
                "address,from,to,host\n" + "10.0.0.31," + day(0) + ",,PC17\n" + "10.0.0.32," + day(0) + ",,PC17\n");
        quietDays(0, 18);
        see(19, write().to("10.0.0.31").on("C$", "Tools\\a.exe"));
        see(19, write().to("10.0.0.32").on("C$", "Tools\\a.exe"));
        assertEquals(1, sink.alerts.size());
        see(21, write().to("10.0.0.32").by("10.0.0.7").content("other"));
        assertEquals(1, last().rarity().destination().executableDays());
    }

    @Test
    void whatNoTableNamesIsItsAddress() {
        leases = LeaseTable.parse("address,from,to,host\n10.0.0.21," + day(0) + ",,PC17\n");
        quietDays(0, 18);
        see(19, write().by("10.0.0.99"));
        assertNull(last().event().endpoints().clientHost());
        assertEquals("10.0.0.99", last().event().endpoints().clientShown());
    }
}
