package io.sharetap.detect;

import static io.sharetap.score.Writes.NOON;
import static io.sharetap.score.Writes.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sharetap.alert.Suppression;
import io.sharetap.alert.Variation;
import io.sharetap.event.Endpoints;
import io.sharetap.event.ExecutionObserved;
import io.sharetap.event.IpAddress;
import io.sharetap.score.Score;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every number of the definitions at its exact edge, by the real baseline; named by the line that gives the number. */
class DetectionEdgesTest extends SeenDays {
    private static final long HOUR = 3_600_000_000_000L;
    private static final long MINUTE = 60_000_000_000L;
    private static final String PSEXEC = "141b2190f51397dbd0dfde0e3904b264c91b6f81febc823ff0c33da980b69944";

    private static long midnightBefore(int day) {
        return NOON + day * DAY - DAY / 2;
    }

    private void run(long nanos, String client, String destination) {
        Endpoints hosts = new Endpoints(
                IpAddress.parse(client), 1, null, null, IpAddress.parse(destination), 445, null, null, null, -1);
        detector.onEvent(new ExecutionObserved(nanos, ++position, "x" + position, hosts, "service", null, null));
    }

    @Test
    @DisplayName("training (fewer than 14 observed days in the window): 14 with days missing between them are enough")
    void fourteenObservedDaysNeedNotFollowEachOther() {
        for (int day = 0; day < 26; day += 2) {
            see(day, write().document());
        }
        see(26, write());
        assertEquals(0, sink.alerts.size(), "13 observed days lie before");
        assertEquals(1, detector.counts().alerts().suppressed().get(Suppression.ACTIVATION));
        see(28, write().content("second"));
        assertEquals(1, sink.alerts.size(), "14 observed days lie before");
    }

    @Test
    @DisplayName("activation: days that left the 30 days of the window do not count")
    void observedDaysThatLeftTheWindowDoNotActivate() {
        quietDays(0, 9);
        quietDays(38, 41);
        see(42, write());
        assertEquals(0, sink.alerts.size());
        assertEquals(4, baseline.status().observedDays());
    }

    @ParameterizedTest
    @CsvSource({"37, 1", "38, 0"})
    @DisplayName("once active it stays active while the window holds at least 7 observed days")
    void staysActiveWithSevenObservedDaysAndNotWithSix(int day, int alerts) {
        quietDays(0, 14);
        see(day + 1, write());
        assertEquals(alerts, sink.alerts.size(), "days 8 or 9 to 14 are in the window");
    }

    @ParameterizedTest
    @CsvSource({"30, 1", "31, 0"})
    @DisplayName("the window of an event on day d is days d-30 to d-1: executable, destination and client")
    void thirtyDaysBackCountAnd31DoNot(int later, int known) {
        quietDays(0, 19);
        see(20, write().content("tool").on("ADMIN$", "x.exe"));
        quietDays(21, 20 + later - 1);
        see(20 + later, write().content("tool").on("ADMIN$", "x.exe"));
        assertEquals(known, last().rarity().executable().destinations());
        assertEquals(known, last().rarity().destination().similarDays());
        assertEquals(known, last().rarity().destination().executableDays());
        assertEquals(known, last().rarity().client().pairDays());
        assertEquals(known, last().rarity().client().placeDays());
    }

    @ParameterizedTest
    @CsvSource({"2, 1", "3, 0"})
    @DisplayName("with 30 observed days, 2 similar days leave a destination uncommon and 3 do not")
    void threeDaysInAMonthAreSignificant(int similarDays, int alerts) {
        quietDays(0, 29);
        for (int i = 0; i < similarDays; i++) {
            see(30 + 2 * i, write().by("10.0.0.9").on("public", "build.exe").content("build " + i));
            see(31 + 2 * i, write().document());
        }
        int before = sink.alerts.size();
        see(37, write().by("10.0.0.8").on("public", "other.exe").content("other"));
        assertEquals(before + alerts, sink.alerts.size());
    }

    @ParameterizedTest
    @CsvSource({"20, 2", "100, 3"})
    @DisplayName("an executable is common from 2 destinations of 20, 3 of 100")
    void anExecutableIsCommonFrom(int known, int common) {
        quietDays(0, 19);
        for (int host = 0; host < known; host++) {
            see(
                    20,
                    write().by("10.0.0.9")
                            .to("10.0.5." + host)
                            .on("public", "p.exe")
                            .content("push " + host));
        }
        for (int host = 0; host < common; host++) {
            see(
                    20,
                    write().by("10.0.0.9")
                            .to("10.0.5." + host)
                            .on("public", "tool.exe")
                            .content("tool"));
            see(
                    20,
                    write().by("10.0.0.9")
                            .to("10.0.5." + host)
                            .on("public", "less.exe")
                            .content(less(host, common)));
        }
        int before = sink.alerts.size();
        see(21, write().to("10.0.7.1").on("public", "tool.exe").content("tool"));
        assertEquals(before, sink.alerts.size(), common + " of " + known);
        see(21, write().to("10.0.7.1").on("public", "less.exe").content("less"));
        assertEquals(before + 1, sink.alerts.size(), common - 1 + " of " + known);
    }

    private static String less(int host, int common) {
        return host < common - 1 ? "less" : "none";
    }

    @ParameterizedTest
    @CsvSource({"0, true", "1, false"})
    @DisplayName("fan_out: in the last hour, to the nanosecond, also across UTC midnight")
    void anHourIsAnHour(long nanosMore, boolean fansOut) {
        quietDays(0, 19);
        long first = midnightBefore(21) - HOUR / 2;
        at(first, write().to("10.0.1.1").on("public", "t.exe"));
        at(first + HOUR / 2, write().to("10.0.1.2").on("public", "t.exe"));
        at(first + HOUR + nanosMore, write().to("10.0.1.3").on("public", "t.exe"));
        assertEquals(fansOut, lastReasons().contains("fan_out"));
    }

    @ParameterizedTest
    @CsvSource({"0, true", "1, false"})
    @DisplayName("executed: within 10 minutes before, to the nanosecond, also across UTC midnight")
    void tenMinutesBefore(long nanosMore, boolean counts) {
        quietDays(0, 19);
        long start = midnightBefore(21) - 5 * MINUTE;
        run(start, "10.0.0.1", "10.0.0.2");
        at(start + 10 * MINUTE + nanosMore, write());
        assertEquals(counts, lastReasons().contains("executed"));
    }

    @ParameterizedTest
    @CsvSource({"0, 2", "1, 1"})
    @DisplayName("executed: within 10 minutes after, to the nanosecond; the severity is judged again")
    void tenMinutesAfter(long nanosMore, int alerts) {
        quietDays(0, 19);
        long start = midnightBefore(21) - 5 * MINUTE;
        at(start, write());
        run(start + 10 * MINUTE + nanosMore, "10.0.0.1", "10.0.0.2");
        assertEquals(alerts, sink.alerts.size());
        Variation expected = alerts == 2 ? Variation.HIGHLY_SUSPICIOUS_DESTINATION : Variation.UNCOMMON_EXECUTABLE;
        assertEquals(expected, last().variation());
    }

    @ParameterizedTest
    @CsvSource({"-1, 1", "0, 2"})
    @DisplayName("for 24 hours of event time after an alert, to the nanosecond, across UTC midnight")
    void aDayOfFolding(long nanos, int alerts) {
        quietDays(0, 19);
        long first = NOON + 20 * DAY;
        at(first, write());
        at(first + DAY + nanos, write().content("second"));
        assertEquals(alerts, sink.alerts.size());
    }

    @Test
    @DisplayName("a record alert-update at the latest one hour of event time after the first, also across UTC midnight")
    void anUpdateAnHourAfterTheFirst() {
        quietDays(0, 19);
        long first = midnightBefore(21) - HOUR / 2;
        at(first - 1, write());
        at(first, write().content("second"));
        at(first + HOUR - 1, write().content("third"));
        assertEquals(0, sink.updates.size());
        detector.onTime(first + HOUR);
        assertEquals(1, sink.updates.size());
        assertEquals(2, sink.updates.get(0).foldedWrites().size());
        assertEquals(first + HOUR, sink.updates.get(0).epochNanos());
        assertEquals(last().id(), sink.updates.get(0).alertId());
    }

    @ParameterizedTest
    @CsvSource({"6, 1", "7, 0"})
    @DisplayName("distributor: on at least 2 days, the first and the last at least 7 days apart")
    void aWeekBetweenFirstAndLast(int apart, int alerts) {
        quietDays(0, 19);
        push("C$", "Deploy\\p.exe", 3, 20, 20 + apart);
        int before = sink.alerts.size();
        see(29, write().by("10.9.9.9").to("10.0.5.9").on("C$", "Deploy\\q.exe").content("q"));
        assertEquals(before + alerts, sink.alerts.size());
    }

    @ParameterizedTest
    @CsvSource({"2, 1", "3, 0"})
    @DisplayName("distributor: to as many destinations as make an executable common, but 3 at least")
    void threeDestinationsAtLeast(int destinations, int alerts) {
        quietDays(0, 19);
        push("C$", "Deploy\\p.exe", destinations, 20, 27);
        int before = sink.alerts.size();
        see(29, write().by("10.9.9.9").to("10.0.5.9").on("C$", "Deploy\\q.exe").content("q"));
        assertEquals(before + alerts, sink.alerts.size());
    }

    @ParameterizedTest
    @CsvSource({"9, true", "10, false"})
    @DisplayName("new_pair: not for a client that wrote executables to 10 or more destinations in the window")
    void aClientOfTenDestinationsMeetsNewOnesAllTheTime(int destinations, boolean newPair) {
        quietDays(0, 19);
        for (int host = 0; host < destinations; host++) {
            see(20, write().to("10.0.5." + host).on("share" + host, "p.exe").content("p" + host));
        }
        see(22, write().to("10.0.6.1").content("q"));
        assertEquals(newPair, lastReasons().contains("new_pair"));
    }

    @ParameterizedTest
    @CsvSource({"30, true", "31, false"})
    @DisplayName("an executable that raised a high alert stays uncommon for 30 days")
    void aHighAlertHoldsForThirtyDays(int later, boolean held) {
        quietDays(0, 19);
        see(20, write().on("ADMIN$", "worm.exe").content("worm"));
        assertEquals(Variation.HIGHLY_SUSPICIOUS_DESTINATION, last().variation());
        quietDays(21, 20 + later - 1);
        see(
                20 + later,
                write().by("10.0.0.7").to("10.0.6.1").on("C$", "Tools\\w.exe").content("worm"));
        assertEquals(held, last().rarity().executable().heldUncommon());
    }

    @Test
    @DisplayName("never folded: a write to a critical asset by another story than its own")
    void aDomainControllersStoryIsItsOwn() {
        quietDays(0, 19);
        detector.onDomainController(IpAddress.parse("10.0.0.5"), NOON + 20 * DAY);
        see(20, write().on("ADMIN$", "a.exe"));
        see(20, write().to("10.0.0.3").on("ADMIN$", "b.exe").content("b"));
        assertEquals(1, sink.alerts.size(), "after a high alert all that this client writes is folded");
        see(20, write().to("10.0.0.5").on("ADMIN$", "c.exe").content("c"));
        assertEquals(2, sink.alerts.size());
        assertTrue(lastReasons().contains("critical_asset"));
        see(20, write().to("10.0.0.5").on("ADMIN$", "d.exe").content("d"));
        assertEquals(2, sink.alerts.size(), "it has a story now");
    }

    @Test
    @DisplayName("every variation, and one event raises at most one alert: high, scr, psexec, base")
    void everyVariation() {
        quietDays(0, 19);
        see(20, write().to("10.0.1.1").on("public", "tool.exe").content("1"));
        assertEquals(Variation.UNCOMMON_EXECUTABLE, last().variation());
        see(20, write().by("10.0.0.3").to("10.0.1.2").on("public", "saver.scr").content("2"));
        assertEquals(Variation.SCR_EXTENSION, last().variation());
        see(
                20,
                write().by("10.0.0.4")
                        .to("10.0.1.3")
                        .on("ADMIN$", "PSEXESVC.exe")
                        .sha256(PSEXEC));
        assertEquals(Variation.PSEXEC_SERVICE, last().variation());
        see(20, write().by("10.0.0.5").to("10.0.1.4").on("ADMIN$", "saver.scr").content("4"));
        assertEquals(Variation.HIGHLY_SUSPICIOUS_DESTINATION, last().variation());
        assertEquals(4, sink.alerts.size());
    }

    @Test
    @DisplayName("Every event trains, also one that raised an alert")
    void whatRaisedAnAlertBecomesKnown() {
        quietDays(0, 19);
        see(20, write().on("public", "tool.exe"));
        assertEquals(1, sink.alerts.size());
        see(21, write().on("public", "tool.exe"));
        assertEquals(1, last().rarity().executable().days());
        assertFalse(lastReasons().contains("never_received_executables"));
    }

    @ParameterizedTest
    @CsvSource({
        "never_received_executables, 25", "new_pair, 25", "execution_location, 30", "autostart, 70", "admin_share, 15",
        "critical_asset, 40", "fan_out, 40", "disguise, 45", "remote_execution_tool, 20", "executed, 40"
    })
    @DisplayName("a sum of named reasons: each with its weight")
    void everyWeight(String reason, int weight) {
        quietDays(0, 19);
        detector.onDomainController(IpAddress.parse("10.0.1.9"), NOON + 20 * DAY);
        see(20, write().to("10.0.1.1").on("ADMIN$", "paexec.exe").content("1"));
        see(
                20,
                write().by("10.0.0.3")
                        .to("10.0.1.2")
                        .on("users", "Start Menu\\Programs\\Startup\\a.pdf.exe")
                        .content("2"));
        run(NOON + 20 * DAY + position, "10.0.0.4", "10.0.1.9");
        see(20, write().by("10.0.0.4").to("10.0.1.9").on("C$", "Tools\\b.exe").content("3"));
        for (int host = 0; host < 3; host++) {
            see(
                    20,
                    write().by("10.0.0.5")
                            .to("10.0.2." + host)
                            .on("share" + host, "c.exe")
                            .content("4"));
        }
        List<Integer> weights = sink.alerts.stream()
                .flatMap(alert -> alert.score().reasons().stream())
                .filter(each -> each.id().equals(reason))
                .map(Score.Reason::weight)
                .distinct()
                .toList();
        assertEquals(List.of(weight), weights);
    }
}
