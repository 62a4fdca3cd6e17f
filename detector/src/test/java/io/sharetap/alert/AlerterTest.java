package io.sharetap.alert;

import static io.sharetap.score.Writes.NOON;
import static io.sharetap.score.Writes.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.sharetap.baseline.Rarity;
import io.sharetap.event.IpAddress;
import io.sharetap.score.Circumstances;
import io.sharetap.score.Rarities;
import io.sharetap.score.Score;
import io.sharetap.score.ScoreSettings;
import io.sharetap.score.Scorer;
import io.sharetap.score.Writes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** "Activation", "Known distributors" and "Deduplication" of docs/detection.md. */
class AlerterTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long HOUR = 3_600 * SECOND;
    private static final long DAY = 24 * HOUR;
    private static final String PSEXEC = "141b2190f51397dbd0dfde0e3904b264c91b6f81febc823ff0c33da980b69944";

    private final Scorer scorer = new Scorer(ScoreSettings.defaults());
    private final RecordingAlerts sink = new RecordingAlerts();
    private Alerter alerter = new Alerter(AlertSettings.defaults(), sink);

    /** Low: a tool in a share of a host that this client knows. */
    private static Writes low() {
        return write().on("public", "tool.exe");
    }

    /** High: 70 points by new pair, location and admin share. */
    private static Writes high() {
        return write().on("ADMIN$", "kqzvbnmw.exe");
    }

    private static Writes psexec() {
        return write().on("ADMIN$", "PSEXESVC.exe").sha256(PSEXEC);
    }

    private static Writes scr() {
        return write().on("public", "saver.scr");
    }

    private static Circumstances domainController() {
        return new Circumstances(1, 1, 1, true, null);
    }

    private Alerter.Outcome judge(Writes write) {
        return judge(write, Rarities.unseen().pairOn(3), Circumstances.NONE);
    }

    private Alerter.Outcome judgeHigh(Writes write) {
        return judge(write, Rarities.unseen().receivedOn(3), Circumstances.NONE);
    }

    private Alerter.Outcome judge(Writes write, Rarities rarity, Circumstances around) {
        Rarity built = rarity.build();
        Score score = scorer.score(write.build(), built, around);
        return alerter.onScored(write.build(), built, score);
    }

    @Test
    void oneEventRaisesAtMostOneAlertTheFirstThatHolds() {
        judgeHigh(write().on("ADMIN$", "a.scr").by("10.1.0.1"));
        judge(scr().by("10.1.0.2"));
        judge(psexec().by("10.1.0.3"));
        judge(low().by("10.1.0.4"));
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
        assertEquals(Alerter.Outcome.NOTHING, judge(low(), common, Circumstances.NONE));
        assertEquals(
                Alerter.Outcome.NOTHING, judge(high(), Rarities.unseen().executable(500, 1_000), domainController()));
        assertEquals(Alerter.Outcome.RAISED, judge(psexec(), common, Circumstances.NONE));
    }

    @Test
    void aCommonDestinationRaisesNothing() {
        assertEquals(Alerter.Outcome.NOTHING, judge(low(), Rarities.unseen().similarDays(3), Circumstances.NONE));
        assertEquals(Alerter.Outcome.NOTHING, judge(psexec(), Rarities.unseen().similarDays(3), Circumstances.NONE));
        assertEquals(Alerter.Outcome.RAISED, judge(low(), Rarities.unseen().similarDays(2), Circumstances.NONE));
    }

    @Test
    void anExecutableHeldAfterAHighAlertCountsAsUncommon() {
        Rarities held = Rarities.unseen().executable(900, 1_000).held().receivedOn(3);
        assertEquals(Alerter.Outcome.RAISED, judge(high(), held, Circumstances.NONE));
        assertEquals(List.of(Variation.HIGHLY_SUSPICIOUS_DESTINATION), sink.variations());
    }

    @Test
    void untilTheBaselineIsActiveNothingIsRaisedAndEachIsCounted() {
        Rarities training = Rarities.unseen().baseline(Rarity.State.TRAINING, 13);
        assertEquals(Alerter.Outcome.SUPPRESSED, judge(low(), training, Circumstances.NONE));
        assertEquals(Alerter.Outcome.SUPPRESSED, judge(high(), training, Circumstances.NONE));
        assertEquals(2, alerter.counts().suppressed().get(Suppression.ACTIVATION));
        assertEquals(List.of(), sink.alerts);
    }

    @Test
    void fourteenObservedDaysRaise() {
        assertEquals(
                Alerter.Outcome.RAISED,
                judge(low(), Rarities.unseen().baseline(Rarity.State.ACTIVE, 14), Circumstances.NONE));
    }

    @Test
    void anActiveBaselineRaisesDownToSevenObservedDays() {
        assertEquals(
                Alerter.Outcome.RAISED,
                judge(low(), Rarities.unseen().baseline(Rarity.State.ACTIVE, 7), Circumstances.NONE));
        assertEquals(
                Alerter.Outcome.SUPPRESSED,
                judge(scr(), Rarities.unseen().baseline(Rarity.State.TRAINING, 6), Circumstances.NONE));
    }

    @Test
    void aHuntRaisesFromTheFirstEventOn() {
        alerter = new Alerter(AlertSettings.defaults().withActivationDays(0), sink);
        assertEquals(
                Alerter.Outcome.RAISED,
                judge(low(), Rarities.unseen().baseline(Rarity.State.COLD, 0), Circumstances.NONE));
        assertEquals(
                "tool.exe (145,568 bytes) was written by 10.0.0.1 to \\\\server\\public (10.0.0.2); there is no history"
                        + " yet to compare it with.",
                sink.alerts.get(0).message());
    }

    @Test
    void theActivationSettingMovesTheDayFromWhichAlertsAreRaised() {
        alerter = new Alerter(AlertSettings.defaults().withActivationDays(20), sink);
        Rarities active = Rarities.unseen().baseline(Rarity.State.ACTIVE, 19);
        assertEquals(Alerter.Outcome.SUPPRESSED, judge(low(), active, Circumstances.NONE));
        assertEquals(
                Alerter.Outcome.RAISED, judge(low(), active.baseline(Rarity.State.ACTIVE, 20), Circumstances.NONE));
        assertEquals(Alerter.Outcome.RAISED, judge(scr(), active.baseline(Rarity.State.ACTIVE, 7), Circumstances.NONE));
        assertEquals(
                Alerter.Outcome.SUPPRESSED,
                judge(psexec(), active.baseline(Rarity.State.TRAINING, 6), Circumstances.NONE));

        alerter = new Alerter(AlertSettings.defaults().withActivationDays(5), sink);
        Rarities training = Rarities.unseen().baseline(Rarity.State.TRAINING, 5);
        assertEquals(Alerter.Outcome.RAISED, judge(low(), training, Circumstances.NONE));
    }

    @Test
    void aDistributorInItsPlaceRaisesNoBaseAndNoPsexecAlert() {
        Rarities distributor = Rarities.unseen().pairOn(3).place(2, 100, 107, 10);
        assertEquals(Alerter.Outcome.SUPPRESSED, judge(low(), distributor, Circumstances.NONE));
        assertEquals(Alerter.Outcome.SUPPRESSED, judge(psexec(), distributor, Circumstances.NONE));
        assertEquals(2, alerter.counts().suppressed().get(Suppression.DISTRIBUTOR));
    }

    @Test
    void aDistributorsScrAndHighAlertsAreRaised() {
        Rarities distributor = Rarities.unseen().place(2, 100, 107, 10);
        assertEquals(Alerter.Outcome.RAISED, judge(scr(), distributor, Circumstances.NONE));
        assertEquals(Alerter.Outcome.RAISED, judge(low().by("10.7.7.7"), distributor, domainController()));
        assertEquals(List.of(Variation.SCR_EXTENSION, Variation.HIGHLY_SUSPICIOUS_DESTINATION), sink.variations());
    }

    @Test
    void aToolkitOf30FilesIsOneAlert() {
        for (int i = 0; i < 30; i++) {
            judge(write().on("public", "tool" + i + ".exe").content("tool" + i).after(i));
        }
        alerter.onEnd(NOON + 60 * SECOND);
        assertEquals(1, sink.alerts.size());
        assertEquals(1, sink.updates.size());
        assertEquals(29, sink.updates.get(0).foldedWrites().size());
        assertEquals(sink.alerts.get(0).id(), sink.updates.get(0).alertId());
        assertEquals("tool1.exe", sink.updates.get(0).foldedWrites().get(0).path());
    }

    @Test
    void aStoryTakesWritesFor24HoursToTheNanosecond() {
        judge(low().at(NOON));
        assertEquals(Alerter.Outcome.FOLDED, judge(low().at(NOON + DAY - 1)));
        assertEquals(Alerter.Outcome.RAISED, judge(low().at(NOON + DAY)));
    }

    @Test
    void theCountOfFoldedWritesComesWithTheStorysNextAlert() {
        judge(low().at(NOON));
        judge(low().at(NOON + 1));
        judge(low().at(NOON + 2));
        judge(low().at(NOON + DAY));
        judge(low().at(NOON + 2 * DAY));
        assertEquals(
                List.of(0L, 2L, 0L), sink.alerts.stream().map(Alert::folded).toList());
    }

    @Test
    void anotherClientDestinationOrVariationIsAnotherStory() {
        judge(low());
        assertEquals(Alerter.Outcome.RAISED, judge(low().by("10.0.0.9")));
        assertEquals(Alerter.Outcome.RAISED, judge(low().to("10.0.0.9")));
        assertEquals(Alerter.Outcome.RAISED, judge(psexec()), "another variation of the same severity");
    }

    @Test
    void aLowerSeverityIsFoldedAndAHigherNever() {
        judge(low());
        assertEquals(Alerter.Outcome.RAISED, judge(scr()));
        assertEquals(Alerter.Outcome.FOLDED, judge(psexec()));
        assertEquals(Alerter.Outcome.RAISED, judgeHigh(high()));
        assertEquals(Alerter.Outcome.FOLDED, judge(scr()));
    }

    @Test
    void aGraverAlertTellsWhatWasFoldedBefore() {
        judge(low());
        judge(low());
        judgeHigh(high());
        assertEquals(1, sink.alerts.get(1).folded());
    }

    @Test
    void afterAHighAlertAllThatTheClientWritesIsFoldedWhateverTheDestination() {
        judgeHigh(high());
        assertEquals(Alerter.Outcome.FOLDED, judge(low().to("10.0.0.50")));
        assertEquals(Alerter.Outcome.FOLDED, judge(psexec().to("10.0.0.51")));
        assertEquals(Alerter.Outcome.FOLDED, judgeHigh(high().to("10.0.0.52")));
        assertEquals(Alerter.Outcome.RAISED, judge(low().to("10.0.0.50").by("10.0.0.9")));
    }

    @Test
    void aWriteToACriticalAssetIsNeverFoldedIntoAnotherStory() {
        judgeHigh(high());
        assertEquals(Alerter.Outcome.RAISED, judge(high().to("10.0.0.53"), Rarities.unseen(), domainController()));
        assertEquals(Alerter.Outcome.RAISED, judge(high().to("10.0.0.54"), Rarities.unseen(), domainController()));
        assertEquals(
                Alerter.Outcome.FOLDED,
                judge(high().to("10.0.0.53"), Rarities.unseen(), domainController()),
                "but into its own");
    }

    @Test
    void afterAFanOutAllOfTheClientIsFolded() {
        Circumstances fanOut = new Circumstances(3, 3, 3, false, null);
        judge(low(), Rarities.unseen().pairOn(3), fanOut);
        assertEquals(List.of(Variation.UNCOMMON_EXECUTABLE), sink.variations());
        assertEquals(Alerter.Outcome.FOLDED, judge(low().to("10.0.0.60")));
        assertEquals(Alerter.Outcome.FOLDED, judge(psexec().to("10.0.0.61")));
        assertEquals(Alerter.Outcome.RAISED, judge(scr().to("10.0.0.62")), "a higher severity never");
        assertEquals(Alerter.Outcome.RAISED, judge(low().by("10.0.0.9")));
    }

    @Test
    void whereTheExecutableFannedOutOverClientsAllWritesOfItAreFolded() {
        judge(low(), Rarities.unseen().pairOn(3), new Circumstances(1, 1, 3, false, null));
        assertEquals(Alerter.Outcome.FOLDED, judge(low().by("10.0.0.70").to("10.0.0.71")));
        assertEquals(
                Alerter.Outcome.RAISED,
                judge(low().by("10.0.0.70").to("10.0.0.71").content("other")));
        assertEquals(Alerter.Outcome.FOLDED, judge(low().incomplete().by("10.0.0.72")), "known by its head");
        assertEquals(Alerter.Outcome.RAISED, judge(low().to("10.0.0.73").content("third")), "not all of the client");
    }

    @Test
    void anUpdateLeavesOneHourAfterTheFirstFoldedWrite() {
        judge(low().at(NOON));
        judge(low().at(NOON + 10));
        judge(low().at(NOON + 20));
        alerter.onTime(NOON + 10 + HOUR - 1);
        assertEquals(0, sink.updates.size());
        alerter.onTime(NOON + 30 + 2 * HOUR);
        assertEquals(1, sink.updates.size());
        assertEquals(NOON + 10 + HOUR, sink.updates.get(0).epochNanos());
        assertEquals(2, sink.updates.get(0).foldedWrites().size());
        judge(low().at(NOON + 3 * HOUR));
        alerter.onEnd(NOON + 3 * HOUR + 1);
        assertEquals(2, sink.updates.size());
        assertNotEquals(sink.updates.get(0).id(), sink.updates.get(1).id());
    }

    @Test
    void nothingFoldedIsNoUpdate() {
        judge(low());
        alerter.onEnd(NOON + 2 * DAY);
        assertEquals(List.of(), sink.updates);
    }

    @Test
    void threeHundredHostsHitByOnePushGiveAtMostThreeAlertsAndUpdatesThatNameAll() {
        for (int i = 0; i < 300; i++) {
            int reached = i + 1;
            Circumstances around = new Circumstances(reached, reached, reached, false, null);
            judge(
                    low().to("10.2." + i / 250 + '.' + i % 250).after(i * 30L),
                    Rarities.unseen().pairOn(1),
                    around);
        }
        alerter.onEnd(NOON + 3 * HOUR);
        assertEquals(3, sink.alerts.size());
        Set<IpAddress> named = new HashSet<>();
        sink.alerts.forEach(alert -> named.add(alert.event().destination()));
        sink.updates.forEach(update -> update.foldedWrites().forEach(write -> named.add(write.destination())));
        assertEquals(300, named.size());
    }

    @Test
    void waitingWritesAreBoundedByUpdatesThatLeaveEarlier() {
        AlertSettings small = new AlertSettings(14, 7, DAY, HOUR, 100, 4, 6);
        alerter = new Alerter(small, sink);
        judge(low());
        judge(low().by("10.0.0.9"));
        for (int i = 0; i < 5; i++) {
            judge(low());
        }
        assertEquals(
                List.of(4),
                sink.updates.stream().map(u -> u.foldedWrites().size()).toList());
        for (int i = 0; i < 4; i++) {
            judge(low().by("10.0.0.9"));
        }
        judge(low());
        judge(low());
        assertEquals(2, sink.updates.size());
        alerter.onEnd(NOON);
        assertEquals(
                11, sink.updates.stream().mapToInt(u -> u.foldedWrites().size()).sum());
    }

    @Test
    void storiesAreBoundedTheOldestGoesFirstAndIsCounted() {
        alerter = new Alerter(new AlertSettings(14, 7, DAY, HOUR, 2, 10, 10), sink);
        judge(low().by("10.0.0.1"));
        judge(low().by("10.0.0.1"));
        judge(low().by("10.0.0.3"));
        judge(low().by("10.0.0.4"));
        assertEquals(1, alerter.counts().storyEvictions());
        assertEquals(1, sink.updates.size(), "what was folded is still told");
        assertEquals(Alerter.Outcome.FOLDED, judge(low().by("10.0.0.4")));
        assertEquals(Alerter.Outcome.RAISED, judge(low().by("10.0.0.1")));
    }

    @Test
    void theFoldingSurvivesARestart() throws IOException {
        judgeHigh(high().at(NOON));
        judge(low().at(NOON + 1).to("10.0.0.50"));
        judge(low().at(NOON + 2).by("10.0.0.9"), Rarities.unseen().pairOn(3), new Circumstances(1, 1, 3, false, null));
        judge(low().at(NOON + 3).by("10.0.0.8"));
        ByteArrayOutputStream saved = new ByteArrayOutputStream();
        alerter.writeTo(new DataOutputStream(saved));

        RecordingAlerts after = new RecordingAlerts();
        alerter = new Alerter(AlertSettings.defaults(), after);
        alerter.readFrom(new DataInputStream(new ByteArrayInputStream(saved.toByteArray())));
        assertEquals(Alerter.Outcome.FOLDED, judge(low().at(NOON + 4).to("10.0.0.51")));
        assertEquals(Alerter.Outcome.FOLDED, judge(low().at(NOON + 5).by("10.0.0.7")));
        alerter.onTime(NOON + 2 * HOUR);
        assertEquals(2, after.updates.size());
        assertEquals(NOON + 1 + HOUR, after.updates.get(0).epochNanos());
        assertEquals(2, after.updates.get(0).foldedWrites().size());
        assertEquals(sink.alerts.get(0).id(), after.updates.get(0).alertId());

        ByteArrayOutputStream again = new ByteArrayOutputStream();
        Alerter fresh = new Alerter(AlertSettings.defaults(), after);
        fresh.readFrom(new DataInputStream(new ByteArrayInputStream(saved.toByteArray())));
        fresh.writeTo(new DataOutputStream(again));
        assertEquals(List.of(saved.toByteArray().length), List.of(again.size()));
    }

    @Test
    void theSameWritesGiveTheSameIds() {
        judge(low());
        judge(low().at(NOON + DAY));
        RecordingAlerts second = new RecordingAlerts();
        alerter = new Alerter(AlertSettings.defaults(), second);
        judge(low());
        judge(low().at(NOON + DAY));
        assertEquals(
                sink.alerts.stream().map(Alert::id).toList(),
                second.alerts.stream().map(Alert::id).toList());
        assertNotEquals(sink.alerts.get(0).id(), sink.alerts.get(1).id());
    }
}
