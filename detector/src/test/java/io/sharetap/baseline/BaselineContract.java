package io.sharetap.baseline;

import static io.sharetap.baseline.Writes.ADMIN;
import static io.sharetap.baseline.Writes.DATA;
import static io.sharetap.baseline.Writes.RUNS;
import static io.sharetap.baseline.Writes.host;
import static io.sharetap.baseline.Writes.nanos;
import static io.sharetap.baseline.Writes.partial;
import static io.sharetap.baseline.Writes.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sharetap.event.FileWrite;
import io.sharetap.event.SensorDay;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every baseline answers: the lines of {@code docs/detection.md}, "The baseline: 30 complete days". */
abstract class BaselineContract {
    private static final BaselineSettings.Capacity SMALL =
            new BaselineSettings.Capacity(20_000, 2_000, 2_000, 20_000, 20_000);

    final BaselineSettings settings = BaselineSettings.defaults().withCapacity(SMALL);
    Baseline baseline;

    abstract Baseline open(BaselineSettings withSettings);

    @BeforeEach
    void open() {
        baseline = open(settings);
    }

    @AfterEach
    void close() {
        baseline.close();
    }

    private Rarity see(long day, int client, int destination, int program) {
        return baseline.observe(write(day, client, destination, program), RUNS);
    }

    private void observedDays(long from, long to) {
        for (long day = from; day <= to; day++) {
            baseline.observeDay(nanos(day, 0));
        }
    }

    @Test
    void whatHappensTodayIsJudgedAndBecomesHistoryTomorrow() {
        assertEquals(0, see(0, 1, 2, 3).executable().destinations());
        Rarity again = see(0, 1, 2, 3);
        assertEquals(0, again.executable().destinations());
        assertEquals(0, again.destination().executableDays());
        assertEquals(-1, again.executable().firstSeenNanos());
        Rarity tomorrow = see(1, 1, 2, 3);
        assertEquals(1, tomorrow.executable().destinations());
        assertEquals(1, tomorrow.executable().days());
        assertEquals(1, tomorrow.executable().knownDestinations());
        assertEquals(1, tomorrow.destination().executableDays());
        assertEquals(1, tomorrow.destination().similarDays());
        assertEquals(1, tomorrow.client().pairDays());
        assertEquals(nanos(0, 12 * Writes.HOUR_NANOS), tomorrow.executable().firstSeenNanos());
        assertEquals(nanos(0, 12 * Writes.HOUR_NANOS), tomorrow.destination().lastSeenNanos());
    }

    @Test
    void aToolSprayedOn500HostsInAnHourDoesNotBecomeCommonWhileDoingSo() {
        for (int destination = 100; destination < 600; destination++) {
            Rarity rarity = see(0, 1, destination, 3);
            assertEquals(0, rarity.executable().destinations());
            assertEquals(1.0, settings.executable().rarity(rarity.executable().destinations(), 500));
        }
    }

    @Test
    void theWindowHoldsThe30thDayBack() {
        see(0, 1, 2, 3);
        Rarity rarity = see(30, 1, 2, 3);
        assertEquals(1, rarity.executable().destinations());
        assertEquals(1, rarity.destination().similarDays());
        assertEquals(1, rarity.client().pairDays());
        assertEquals(1, rarity.client().placeDays());
        assertEquals(1, rarity.baseline().observedDays());
    }

    @Test
    void theWindowDoesNotHoldThe31stDayBack() {
        see(0, 1, 2, 3);
        Rarity rarity = see(31, 1, 2, 3);
        assertEquals(0, rarity.executable().destinations());
        assertEquals(0, rarity.executable().knownDestinations());
        assertEquals(0, rarity.executable().days());
        assertEquals(-1, rarity.executable().firstSeenNanos());
        assertEquals(0, rarity.destination().similarDays());
        assertEquals(0, rarity.destination().executableDays());
        assertEquals(-1, rarity.destination().lastSeenNanos());
        assertEquals(0, rarity.client().pairDays());
        assertEquals(0, rarity.client().destinations());
        assertEquals(0, rarity.baseline().observedDays());
    }

    @Test
    void theDayEndsAtMidnightUtcToTheNanosecond() {
        baseline.observe(Writes.write(nanos(1, -1), 1, 2, Writes.hash(3, 1), Writes.hash(3, 2)), RUNS);
        Rarity next = baseline.observe(Writes.write(nanos(1, 0), 1, 2, Writes.hash(3, 1), Writes.hash(3, 2)), RUNS);
        assertEquals(1, next.executable().destinations());
    }

    @Test
    void softwarePushedToEverybodyLeavesNoSimilarDay() {
        for (int destination = 100; destination < 150; destination++) {
            see(0, 1, destination, 3);
        }
        assertEquals(0, see(1, 1, 120, 4).destination().similarDays());
        assertEquals(1, see(2, 1, 120, 4).destination().executableDays() - 1);
    }

    @Test
    void anIntruderCannotHideBehindPatchDay() {
        for (int destination = 100; destination < 150; destination++) {
            see(0, 1, destination, 3);
        }
        see(0, 66, 120, 666);
        assertEquals(1, see(1, 1, 120, 4).destination().similarDays());
        assertEquals(0, see(1, 1, 121, 4).destination().similarDays());
    }

    @Test
    void aShareThatGetsNewBuildsEveryDayIsUsedToThemOfThisKindOfPlaceAlone() {
        for (int day = 0; day < 5; day++) {
            baseline.observe(write(day, 1, 2, 100 + day), DATA);
        }
        assertEquals(
                5, baseline.observe(write(5, 1, 2, 200), DATA).destination().similarDays());
        Rarity admin = baseline.observe(write(5, 1, 2, 201), ADMIN);
        assertEquals(0, admin.destination().similarDays());
        assertEquals(5, admin.destination().executableDays());
        assertEquals("admin", admin.destination().kind());
    }

    @Test
    void threeSimilarDaysOf30AreUsual() {
        observedDays(0, 29);
        assertTrue(settings.destination().uncommon(2, 30));
        assertFalse(settings.destination().uncommon(3, 30));
        assertEquals(30, see(30, 1, 2, 3).baseline().observedDays());
    }

    @Test
    void aWriteWithoutItsWholeHashHasTheHistoryOfItsHead() {
        see(0, 1, 10, 3);
        see(0, 1, 11, 3);
        Rarity rarity = baseline.observe(partial(1, 1, 12, 3), RUNS);
        assertTrue(rarity.executable().partial());
        assertEquals(2, rarity.executable().destinations());
        Rarity whole = see(2, 1, 12, 3);
        assertFalse(whole.executable().partial());
        assertEquals(2, whole.executable().destinations());
        assertEquals(
                3, baseline.observe(partial(2, 1, 12, 3), RUNS).executable().destinations());
    }

    @Test
    void aWriteOfWhichNothingIsKnownIsNewEachTime() {
        for (int day = 0; day < 3; day++) {
            Rarity rarity = baseline.observe(Writes.write(nanos(day, 0), 1, 2, null, null), RUNS);
            assertEquals(0, rarity.executable().destinations());
            assertTrue(rarity.executable().partial());
            assertEquals(day, rarity.destination().similarDays());
        }
    }

    @Test
    void aSmallFileIsNotTakenForTheHeadOfAnother() {
        byte[] same = Writes.hash(9, 9);
        baseline.observe(Writes.write(nanos(0, 0), 1, 10, same, same), RUNS);
        Rarity other = baseline.observe(Writes.write(nanos(1, 0), 1, 11, null, same), RUNS);
        assertEquals(1, other.executable().destinations());
        Rarity third = baseline.observe(Writes.write(nanos(2, 0), 1, 12, same, same), RUNS);
        assertEquals(1, third.executable().destinations());
    }

    @Test
    void aClientsPlacesAreKeptApart() {
        baseline.observe(write(0, 1, 10, 1), ADMIN);
        baseline.observe(write(7, 1, 11, 2), ADMIN);
        baseline.observe(write(7, 1, 12, 2), DATA);
        Rarity.ClientHistory history =
                baseline.observe(write(8, 1, 13, 3), ADMIN).client();
        assertEquals(2, history.placeDays());
        assertEquals(2, history.placeDestinations());
        assertEquals(Writes.FIRST_DAY, history.placeFirstDay());
        assertEquals(Writes.FIRST_DAY + 7, history.placeLastDay());
        assertEquals(3, history.destinations());
        assertEquals(0, history.pairDays());
    }

    @Test
    void isColdThenTrainingThenActiveWith14ObservedDays() {
        assertEquals(Rarity.State.COLD, see(0, 1, 2, 3).baseline().state());
        observedDays(1, 12);
        Rarity.BaselineStatus thirteen = see(13, 1, 2, 3).baseline();
        assertEquals(new Rarity.BaselineStatus(Rarity.State.TRAINING, 13), thirteen);
        assertEquals(
                new Rarity.BaselineStatus(Rarity.State.ACTIVE, 14),
                see(14, 1, 2, 3).baseline());
    }

    @Test
    void staysActiveWhile7ObservedDaysAreLeft() {
        observedDays(0, 14);
        assertEquals(
                new Rarity.BaselineStatus(Rarity.State.ACTIVE, 7),
                see(38, 1, 2, 3).baseline());
        assertEquals(
                new Rarity.BaselineStatus(Rarity.State.ACTIVE, 7),
                see(39, 1, 2, 3).baseline());
        assertEquals(
                new Rarity.BaselineStatus(Rarity.State.ACTIVE, 7),
                see(40, 1, 2, 3).baseline());
    }

    @Test
    void isNoLongerActiveWith6ObservedDaysAndNeeds14Again() {
        observedDays(0, 14);
        assertEquals(
                new Rarity.BaselineStatus(Rarity.State.TRAINING, 6),
                see(39, 1, 2, 3).baseline());
        observedDays(40, 43);
        assertEquals(Rarity.State.TRAINING, see(44, 1, 2, 3).baseline().state());
    }

    @Test
    void anEventOfADayThatHasClosedIsJudgedAndCountsNoMore() {
        see(0, 1, 2, 3);
        see(2, 1, 2, 4);
        Rarity late = see(1, 1, 5, 3);
        assertEquals(1, late.executable().destinations());
        assertEquals(1, late.baseline().observedDays());
        assertEquals(1, see(3, 1, 2, 3).executable().destinations());
        assertEquals(0, baseline.counts().setAside());
    }

    @Test
    void aDayTakenTwiceInPartIsJudgedAlike() {
        observedDays(0, 19);
        List<FileWrite> writes = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            writes.add(write(20, i % 5, 100 + i % 7, i % 4));
        }
        List<Rarity> once = new ArrayList<>();
        for (FileWrite write : writes) {
            once.add(baseline.observe(write, RUNS));
            baseline.markHighAlert(write);
        }
        List<Rarity> again = new ArrayList<>();
        writes.forEach(write -> again.add(baseline.observe(write, RUNS)));
        assertEquals(once, again);
    }

    @Test
    void eventsFarInThePastOrFutureAreSetAsideAndDoNotMoveTheWindow() {
        see(0, 1, 2, 3);
        see(5, 1, 2, 3);
        see(3_000, 1, 9, 3);
        see(-3_000, 1, 9, 3);
        assertEquals(2, baseline.counts().setAside());
        Rarity rarity = see(6, 1, 2, 3);
        assertEquals(1, rarity.executable().destinations());
        assertEquals(2, rarity.baseline().observedDays());
    }

    @Test
    void aHighAlertKeepsItsExecutableUncommonForClientsNotReportedBefore() {
        for (int destination = 100; destination < 150; destination++) {
            see(0, 1, destination, 3);
        }
        baseline.markHighAlert(write(0, 1, 100, 3));
        assertFalse(see(1, 1, 150, 3).executable().heldUncommon());
        assertTrue(see(1, 2, 150, 3).executable().heldUncommon());
        assertTrue(baseline.observe(partial(1, 2, 150, 3), RUNS).executable().heldUncommon());
        assertFalse(see(1, 2, 150, 4).executable().heldUncommon());
        assertTrue(see(30, 2, 150, 3).executable().heldUncommon());
        assertFalse(see(31, 2, 150, 3).executable().heldUncommon());
    }

    @Test
    void anExecutableHeldUncommonLeavesSimilarDaysOnlyWhereItIsRareAsWell() {
        for (int destination = 100; destination < 150; destination++) {
            see(0, 1, destination, 3);
        }
        baseline.markHighAlert(write(0, 1, 100, 3));
        assertEquals(0, see(1, 1, 120, 4).destination().similarDays());
        see(1, 1, 120, 5);
        baseline.markHighAlert(write(1, 1, 120, 5));
        assertEquals(1, see(2, 1, 120, 6).destination().similarDays());
    }

    @Test
    void hostsThatServeSysvolAreDomainControllersFor30Days() {
        baseline.observeDay(new SensorDay(nanos(0, 5), 1, List.of(host(9))));
        assertTrue(baseline.isDomainController(host(9)));
        assertFalse(baseline.isDomainController(host(8)));
        baseline.observeDay(nanos(30, 0));
        assertTrue(baseline.isDomainController(host(9)));
        baseline.observeDay(nanos(31, 0));
        assertFalse(baseline.isDomainController(host(9)));
    }

    @Test
    void aDomainControllerIsNoKnownDestinationBeforeItReceivesAnExecutable() {
        baseline.observeDay(new SensorDay(nanos(0, 5), 1, List.of(host(9))));
        see(0, 1, 2, 3);
        assertEquals(1, see(1, 1, 2, 3).executable().knownDestinations());
    }

    @Test
    void theSameEventTwiceCountsOnce() {
        see(0, 1, 2, 3);
        see(0, 1, 2, 3);
        see(1, 1, 2, 3);
        Rarity rarity = see(2, 1, 2, 3);
        assertEquals(2, rarity.executable().days());
        assertEquals(1, rarity.executable().destinations());
        assertEquals(2, rarity.destination().similarDays());
    }
}
