package io.sharetap.alert;

import static io.sharetap.alert.Judge.domainController;
import static io.sharetap.alert.Judge.high;
import static io.sharetap.alert.Judge.low;
import static io.sharetap.alert.Judge.psexec;
import static io.sharetap.alert.Judge.scr;
import static io.sharetap.score.Writes.write;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sharetap.baseline.Rarity;
import io.sharetap.score.Circumstances;
import io.sharetap.score.Rarities;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which alert is raised, and from when on: the variations, "When alerts are raised", "Known distributors". */
class RaisingTest {
    private final RecordingAlerts sink = new RecordingAlerts();
    private Alerter alerter;
    private Judge judge;

    @BeforeEach
    void start() {
        start(AlertSettings.defaults(), sink);
    }

    private void start(AlertSettings settings, RecordingAlerts to) {
        alerter = new Alerter(settings, to);
        judge = new Judge(alerter);
    }

    @Test
    void oneEventRaisesAtMostOneAlertTheFirstThatHolds() {
        judge.judgeHigh(write().on("ADMIN$", "a.scr").by("10.1.0.1"));
        judge.judge(scr().by("10.1.0.2"));
        judge.judge(psexec().by("10.1.0.3"));
        judge.judge(low().by("10.1.0.4"));
        assertEquals(
                List.of(
                        Variation.HIGHLY_SUSPICIOUS_DESTINATION,
                        Variation.SCR_EXTENSION,
                        Variation.PSEXEC_SERVICE,
                        Variation.UNCOMMON_EXECUTABLE),
                sink.variations());
    }

    @Test
    void aCommonExecutableRaisesNothingUnlessItIsProvedPsexec() {
        Rarities common = Rarities.unseen().executable(500, 1_000).pairOn(3);
        assertEquals(Alerter.Outcome.NOTHING, judge.judge(low(), common, Circumstances.NONE));
        assertEquals(
                Alerter.Outcome.NOTHING,
                judge.judge(high(), Rarities.unseen().executable(500, 1_000), domainController()));
        assertEquals(Alerter.Outcome.RAISED, judge.judge(psexec(), common, Circumstances.NONE));
    }

    @Test
    void aCommonDestinationRaisesNothing() {
        assertEquals(
                Alerter.Outcome.NOTHING, judge.judge(low(), Rarities.unseen().similarDays(3), Circumstances.NONE));
        assertEquals(
                Alerter.Outcome.NOTHING, judge.judge(psexec(), Rarities.unseen().similarDays(3), Circumstances.NONE));
        assertEquals(
                Alerter.Outcome.RAISED, judge.judge(low(), Rarities.unseen().similarDays(2), Circumstances.NONE));
    }

    @Test
    void anExecutableHeldAfterAHighAlertCountsAsUncommon() {
        Rarities held = Rarities.unseen().executable(900, 1_000).held().receivedOn(3);
        assertEquals(Alerter.Outcome.RAISED, judge.judge(high(), held, Circumstances.NONE));
        assertEquals(List.of(Variation.HIGHLY_SUSPICIOUS_DESTINATION), sink.variations());
    }

    @Test
    void untilTheBaselineIsActiveNothingIsRaisedAndEachIsCounted() {
        Rarities training = Rarities.unseen().baseline(Rarity.State.TRAINING, 13);
        assertEquals(Alerter.Outcome.SUPPRESSED, judge.judge(low(), training, Circumstances.NONE));
        assertEquals(Alerter.Outcome.SUPPRESSED, judge.judge(high(), training, Circumstances.NONE));
        assertEquals(2, alerter.counts().suppressed().get(Suppression.ACTIVATION));
        assertEquals(List.of(), sink.alerts);
    }

    @Test
    void fourteenObservedDaysRaise() {
        assertEquals(
                Alerter.Outcome.RAISED,
                judge.judge(low(), Rarities.unseen().baseline(Rarity.State.ACTIVE, 14), Circumstances.NONE));
    }

    @Test
    void anActiveBaselineRaisesDownToSevenObservedDays() {
        assertEquals(
                Alerter.Outcome.RAISED,
                judge.judge(low(), Rarities.unseen().baseline(Rarity.State.ACTIVE, 7), Circumstances.NONE));
        assertEquals(
                Alerter.Outcome.SUPPRESSED,
                judge.judge(scr(), Rarities.unseen().baseline(Rarity.State.TRAINING, 6), Circumstances.NONE));
    }

    @Test
    void aHuntRaisesFromTheFirstEventOn() {
        start(AlertSettings.defaults().withActivationDays(0), sink);
        assertEquals(
                Alerter.Outcome.RAISED,
                judge.judge(low(), Rarities.unseen().baseline(Rarity.State.COLD, 0), Circumstances.NONE));
        assertEquals(
                "tool.exe (145,568 bytes) was written by 10.0.0.1 to \\\\server\\public (10.0.0.2); there is no history"
                        + " yet to compare it with.",
                sink.alerts.get(0).message());
    }

    @Test
    void theActivationSettingMovesTheDayFromWhichAlertsAreRaised() {
        start(AlertSettings.defaults().withActivationDays(20), sink);
        Rarities active = Rarities.unseen().baseline(Rarity.State.ACTIVE, 19);
        assertEquals(Alerter.Outcome.SUPPRESSED, judge.judge(low(), active, Circumstances.NONE));
        assertEquals(
                Alerter.Outcome.RAISED,
                judge.judge(low(), active.baseline(Rarity.State.ACTIVE, 20), Circumstances.NONE));
        assertEquals(
                Alerter.Outcome.RAISED,
                judge.judge(scr(), active.baseline(Rarity.State.ACTIVE, 7), Circumstances.NONE));
        assertEquals(
                Alerter.Outcome.SUPPRESSED,
                judge.judge(psexec(), active.baseline(Rarity.State.TRAINING, 6), Circumstances.NONE));

        start(AlertSettings.defaults().withActivationDays(5), sink);
        Rarities training = Rarities.unseen().baseline(Rarity.State.TRAINING, 5);
        assertEquals(Alerter.Outcome.RAISED, judge.judge(low(), training, Circumstances.NONE));
    }

    @Test
    void aDistributorInItsPlaceRaisesNoBaseAndNoPsexecAlert() {
        Rarities distributor = Rarities.unseen().pairOn(3).place(2, 100, 107, 10);
        assertEquals(Alerter.Outcome.SUPPRESSED, judge.judge(low(), distributor, Circumstances.NONE));
        assertEquals(Alerter.Outcome.SUPPRESSED, judge.judge(psexec(), distributor, Circumstances.NONE));
        assertEquals(2, alerter.counts().suppressed().get(Suppression.DISTRIBUTOR));
    }

    @Test
    void aDistributorsScrAndHighAlertsAreRaised() {
        Rarities distributor = Rarities.unseen().place(2, 100, 107, 10);
        assertEquals(Alerter.Outcome.RAISED, judge.judge(scr(), distributor, Circumstances.NONE));
        assertEquals(Alerter.Outcome.RAISED, judge.judge(low().by("10.7.7.7"), distributor, domainController()));
        assertEquals(List.of(Variation.SCR_EXTENSION, Variation.HIGHLY_SUSPICIOUS_DESTINATION), sink.variations());
    }

    @Test
    void aScreensaverThatADistributorRollsOutIsOneStoryFromTheThirdDestinationOn() {
        Rarities distributor = Rarities.unseen().place(2, 100, 107, 10);
        for (int host = 1; host <= 300; host++) {
            Circumstances around = new Circumstances(host, host, host, host, false, null);
            judge.judge(scr().to("10.9." + host / 256 + "." + host % 256), distributor, around);
        }
        assertEquals(Collections.nCopies(3, Variation.SCR_EXTENSION), sink.variations());
        alerter.onEnd(write().build().epochNanos());
        assertEquals(
                297,
                sink.updates.stream()
                        .mapToInt(update -> update.foldedWrites().size())
                        .sum());
    }
}
