package io.sharetap.alert;

import static io.sharetap.alert.Judge.domainController;
import static io.sharetap.alert.Judge.high;
import static io.sharetap.alert.Judge.low;
import static io.sharetap.alert.Judge.psexec;
import static io.sharetap.alert.Judge.scr;
import static io.sharetap.score.Writes.NOON;
import static io.sharetap.score.Writes.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.sharetap.event.IpAddress;
import io.sharetap.score.Circumstances;
import io.sharetap.score.Rarities;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** "One story, one alert" of docs/detection.md. */
class AlerterTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long HOUR = 3_600 * SECOND;
    private static final long DAY = 24 * HOUR;

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
    void aToolkitOf30FilesIsOneAlert() {
        for (int i = 0; i < 30; i++) {
            judge.judge(write().on("public", "tool" + i + ".exe")
                    .content("tool" + i)
                    .after(i));
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
        judge.judge(low().at(NOON));
        assertEquals(Alerter.Outcome.FOLDED, judge.judge(low().at(NOON + DAY - 1)));
        assertEquals(Alerter.Outcome.RAISED, judge.judge(low().at(NOON + DAY)));
    }

    @Test
    void theCountOfFoldedWritesComesWithTheStorysNextAlert() {
        judge.judge(low().at(NOON));
        judge.judge(low().at(NOON + 1));
        judge.judge(low().at(NOON + 2));
        judge.judge(low().at(NOON + DAY));
        judge.judge(low().at(NOON + 2 * DAY));
        assertEquals(
                List.of(0L, 2L, 0L), sink.alerts.stream().map(Alert::folded).toList());
    }

    @Test
    void anotherClientDestinationOrVariationIsAnotherStory() {
        judge.judge(low());
        assertEquals(Alerter.Outcome.RAISED, judge.judge(low().by("10.0.0.9")));
        assertEquals(Alerter.Outcome.RAISED, judge.judge(low().to("10.0.0.9")));
        assertEquals(Alerter.Outcome.RAISED, judge.judge(psexec()), "another variation of the same severity");
    }

    @Test
    void aLowerSeverityIsFoldedAndAHigherNever() {
        judge.judge(low());
        assertEquals(Alerter.Outcome.RAISED, judge.judge(scr()));
        assertEquals(Alerter.Outcome.FOLDED, judge.judge(psexec()));
        assertEquals(Alerter.Outcome.RAISED, judge.judgeHigh(high()));
        assertEquals(Alerter.Outcome.FOLDED, judge.judge(scr()));
    }

    @Test
    void aGraverAlertReportsWhatWasFoldedBefore() {
        judge.judge(low());
        judge.judge(low());
        judge.judgeHigh(high());
        assertEquals(1, sink.alerts.get(1).folded());
    }

    @Test
    void afterAHighAlertAllThatTheClientWritesIsFoldedWhateverTheDestination() {
        judge.judgeHigh(high());
        assertEquals(Alerter.Outcome.FOLDED, judge.judge(low().to("10.0.0.50")));
        assertEquals(Alerter.Outcome.FOLDED, judge.judge(psexec().to("10.0.0.51")));
        assertEquals(Alerter.Outcome.FOLDED, judge.judgeHigh(high().to("10.0.0.52")));
        assertEquals(Alerter.Outcome.RAISED, judge.judge(low().to("10.0.0.50").by("10.0.0.9")));
    }

    @Test
    void aWriteToACriticalAssetIsNeverFoldedIntoAnotherStory() {
        judge.judgeHigh(high());
        assertEquals(
                Alerter.Outcome.RAISED, judge.judge(high().to("10.0.0.53"), Rarities.unseen(), domainController()));
        assertEquals(
                Alerter.Outcome.RAISED, judge.judge(high().to("10.0.0.54"), Rarities.unseen(), domainController()));
        assertEquals(
                Alerter.Outcome.FOLDED,
                judge.judge(high().to("10.0.0.53"), Rarities.unseen(), domainController()),
                "but into its own");
    }

    @Test
    void afterAFanOutAllOfTheClientIsFolded() {
        Circumstances fanOut = new Circumstances(3, 3, 3, 3, false, null);
        judge.judge(low(), Rarities.unseen().pairOn(3), fanOut);
        assertEquals(List.of(Variation.UNCOMMON_EXECUTABLE), sink.variations());
        assertEquals(Alerter.Outcome.FOLDED, judge.judge(low().to("10.0.0.60")));
        assertEquals(Alerter.Outcome.FOLDED, judge.judge(psexec().to("10.0.0.61")));
        assertEquals(Alerter.Outcome.RAISED, judge.judge(scr().to("10.0.0.62")), "a higher severity never");
        assertEquals(Alerter.Outcome.RAISED, judge.judge(low().by("10.0.0.9")));
    }

    @Test
    void whereTheExecutableFannedOutOverClientsAllWritesOfItAreFolded() {
        judge.judge(low(), Rarities.unseen().pairOn(3), new Circumstances(1, 1, 3, 1, false, null));
        assertEquals(Alerter.Outcome.FOLDED, judge.judge(low().by("10.0.0.70").to("10.0.0.71")));
        assertEquals(
                Alerter.Outcome.RAISED,
                judge.judge(low().by("10.0.0.70").to("10.0.0.71").content("other")));
        assertEquals(Alerter.Outcome.FOLDED, judge.judge(low().incomplete().by("10.0.0.72")), "known by its head");
        assertEquals(
                Alerter.Outcome.RAISED, judge.judge(low().to("10.0.0.73").content("third")), "not all of the client");
    }

    @Test
    void anUpdateLeavesOneHourAfterTheFirstFoldedWrite() {
        judge.judge(low().at(NOON));
        judge.judge(low().at(NOON + 10));
        judge.judge(low().at(NOON + 20));
        alerter.onTime(NOON + 10 + HOUR - 1);
        assertEquals(0, sink.updates.size());
        alerter.onTime(NOON + 30 + 2 * HOUR);
        assertEquals(1, sink.updates.size());
        assertEquals(NOON + 10 + HOUR, sink.updates.get(0).epochNanos());
        assertEquals(2, sink.updates.get(0).foldedWrites().size());
        judge.judge(low().at(NOON + 3 * HOUR));
        alerter.onEnd(NOON + 3 * HOUR + 1);
        assertEquals(2, sink.updates.size());
        assertNotEquals(sink.updates.get(0).id(), sink.updates.get(1).id());
    }

    @Test
    void nothingFoldedIsNoUpdate() {
        judge.judge(low());
        alerter.onEnd(NOON + 2 * DAY);
        assertEquals(List.of(), sink.updates);
    }

    @Test
    void threeHundredHostsHitByOnePushGiveAtMostThreeAlertsAndUpdatesThatNameAll() {
        for (int i = 0; i < 300; i++) {
            int reached = i + 1;
            Circumstances around = new Circumstances(reached, reached, reached, reached, false, null);
            judge.judge(
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
        start(small, sink);
        judge.judge(low());
        judge.judge(low().by("10.0.0.9"));
        for (int i = 0; i < 5; i++) {
            judge.judge(low());
        }
        assertEquals(
                List.of(4),
                sink.updates.stream().map(u -> u.foldedWrites().size()).toList());
        for (int i = 0; i < 4; i++) {
            judge.judge(low().by("10.0.0.9"));
        }
        judge.judge(low());
        judge.judge(low());
        assertEquals(2, sink.updates.size());
        alerter.onEnd(NOON);
        assertEquals(
                11, sink.updates.stream().mapToInt(u -> u.foldedWrites().size()).sum());
    }

    @Test
    void storiesAreBoundedTheOldestGoesFirstAndIsCounted() {
        start(new AlertSettings(14, 7, DAY, HOUR, 2, 10, 10), sink);
        judge.judge(low().by("10.0.0.1"));
        judge.judge(low().by("10.0.0.1"));
        judge.judge(low().by("10.0.0.3"));
        judge.judge(low().by("10.0.0.4"));
        assertEquals(1, alerter.counts().storyEvictions());
        assertEquals(1, sink.updates.size(), "what was folded is still told");
        assertEquals(Alerter.Outcome.FOLDED, judge.judge(low().by("10.0.0.4")));
        assertEquals(Alerter.Outcome.RAISED, judge.judge(low().by("10.0.0.1")));
    }

    @Test
    void theFoldingSurvivesARestart() throws IOException {
        judge.judgeHigh(high().at(NOON));
        judge.judge(low().at(NOON + 1).to("10.0.0.50"));
        judge.judge(
                low().at(NOON + 2).by("10.0.0.9"),
                Rarities.unseen().pairOn(3),
                new Circumstances(1, 1, 3, 1, false, null));
        judge.judge(low().at(NOON + 3).by("10.0.0.8"));
        ByteArrayOutputStream saved = new ByteArrayOutputStream();
        alerter.writeTo(new DataOutputStream(saved));

        RecordingAlerts after = new RecordingAlerts();
        start(AlertSettings.defaults(), after);
        alerter.readFrom(new DataInputStream(new ByteArrayInputStream(saved.toByteArray())));
        assertEquals(Alerter.Outcome.FOLDED, judge.judge(low().at(NOON + 4).to("10.0.0.51")));
        assertEquals(Alerter.Outcome.FOLDED, judge.judge(low().at(NOON + 5).by("10.0.0.7")));
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
        judge.judge(low());
        judge.judge(low().at(NOON + DAY));
        RecordingAlerts second = new RecordingAlerts();
        start(AlertSettings.defaults(), second);
        judge.judge(low());
        judge.judge(low().at(NOON + DAY));
        assertEquals(
                sink.alerts.stream().map(Alert::id).toList(),
                second.alerts.stream().map(Alert::id).toList());
        assertNotEquals(sink.alerts.get(0).id(), sink.alerts.get(1).id());
    }
}
