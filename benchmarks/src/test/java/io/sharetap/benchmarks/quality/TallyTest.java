package io.sharetap.benchmarks.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sharetap.alert.Severity;
import java.util.List;
import org.junit.jupiter.api.Test;

class TallyTest {
    private static final double EXACT = 1e-12;

    @Test
    void falseAlertsAreCountedADayAndPerThousandHosts() {
        Tally tally = new Tally(2_000, 4);
        judge(tally, 0, 4);
        for (int alert = 0; alert < 12; alert++) {
            tally.falseAlert(alert % 2, Severity.LOW, "helpdesk");
        }
        assertEquals(12 / (4 * 2.0), tally.falseRate(Severity.LOW, 0), EXACT);
        assertEquals(6 / 2.0, tally.falseRateOn(Severity.LOW, 1), EXACT);
        assertEquals(0, tally.falseRate(Severity.HIGH, 0), EXACT);
    }

    @Test
    void daysOfAllSeedsCount() {
        Tally tally = new Tally(1_000, 3);
        judge(tally, 1, 3);
        judge(tally, 1, 3);
        tally.falseAlert(1, Severity.HIGH, "vendors");
        tally.falseAlert(2, Severity.HIGH, "vendors");
        tally.falseAlert(2, Severity.HIGH, "vendors");
        assertEquals(3 / 4.0, tally.falseRate(Severity.HIGH, 0), EXACT);
        assertEquals(1 / 2.0, tally.falseRateOn(Severity.HIGH, 1), EXACT);
        assertEquals(2 / 2.0, tally.falseRate(Severity.HIGH, 2), EXACT);
    }

    @Test
    void aDayThatNobodyJudgedHasNoRate() {
        assertEquals(0, new Tally(1_000, 2).falseRateOn(Severity.LOW, 0), EXACT);
        assertEquals(0, new Tally(1_000, 2).falseRate(Severity.LOW, 0), EXACT);
    }

    @Test
    void causesAddUpToTheWhole() {
        Tally tally = new Tally(500, 2);
        judge(tally, 0, 2);
        tally.falseAlert(0, Severity.LOW, "helpdesk");
        tally.falseAlert(0, Severity.LOW, "vendors");
        tally.falseAlert(1, Severity.HIGH, "vendors");
        assertEquals(List.of("vendors", "helpdesk"), tally.causes());
        double sum = tally.falseRate(Severity.LOW, "helpdesk") + tally.falseRate(Severity.LOW, "vendors");
        assertEquals(tally.falseRate(Severity.LOW, 0), sum, EXACT);
        assertEquals(0, tally.falseRate(Severity.LOW, "nobody"), EXACT);
    }

    @Test
    void recallIsThePartOfPlayedCampaignsThatWasFound() {
        Tally tally = new Tally(1_000, 1);
        tally.found(Intrusion.WORM, 1, true);
        tally.found(Intrusion.WORM, 3, false);
        tally.missed(Intrusion.WORM, true);
        tally.missed(Intrusion.PAEXEC, false);
        assertEquals(2 / 4.0, tally.recall(List.of(Intrusion.WORM, Intrusion.PAEXEC)), EXACT);
        assertEquals(2 / 3.0, tally.recall(List.of(Intrusion.WORM)), EXACT);
        assertEquals(0, tally.recall(List.of(Intrusion.PAEXEC)), EXACT);
        assertTrue(Double.isNaN(tally.recall(List.of(Intrusion.REMCOM))));
        assertEquals(3, tally.played(Intrusion.WORM));
        assertEquals(2, tally.found(Intrusion.WORM));
        assertEquals(1, tally.high(Intrusion.WORM));
        assertEquals(1, tally.folded(Intrusion.WORM));
    }

    @Test
    void theMedianIsTheMiddleOrBetweenTheTwoMiddleOnes() {
        Tally tally = new Tally(1_000, 1);
        assertTrue(Double.isNaN(tally.medianMinutes(Intrusion.WORM)));
        tally.found(Intrusion.WORM, 9, false);
        tally.found(Intrusion.WORM, 1, false);
        assertEquals(5, tally.medianMinutes(Intrusion.WORM), EXACT);
        tally.found(Intrusion.WORM, 2, false);
        assertEquals(2, tally.medianMinutes(Intrusion.WORM), EXACT);
    }

    @Test
    void precisionIsThePartOfAlertsThatIsTrue() {
        Tally tally = new Tally(1_000, 1);
        assertTrue(Double.isNaN(tally.precision(Severity.HIGH)));
        tally.trueAlert(Severity.HIGH);
        tally.falseAlert(0, Severity.HIGH, "vendors");
        tally.falseAlert(0, Severity.HIGH, "vendors");
        tally.falseAlert(0, Severity.LOW, "vendors");
        assertEquals(1 / 3.0, tally.precision(Severity.HIGH), EXACT);
        assertEquals(0, tally.precision(Severity.LOW), EXACT);
    }

    private static void judge(Tally tally, int from, int to) {
        for (int day = from; day < to; day++) {
            tally.judged(day);
        }
    }
}
