package io.sharetap.detect;

import static io.sharetap.score.Writes.NOON;
import static io.sharetap.score.Writes.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sharetap.alert.Alert;
import io.sharetap.alert.AlertSettings;
import io.sharetap.alert.Variation;
import io.sharetap.event.Endpoints;
import io.sharetap.event.ExecutionObserved;
import io.sharetap.event.FileWrite;
import io.sharetap.event.IpAddress;
import io.sharetap.event.SensorDay;
import io.sharetap.score.CriticalAssets;
import io.sharetap.score.Rarities;
import io.sharetap.score.Score;
import io.sharetap.score.ScoreSettings;
import io.sharetap.score.Writes;
import java.util.List;
import org.junit.jupiter.api.Test;

class RareWriteDetectorTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long MINUTE = 60 * SECOND;

    private final FakeBaseline baseline = new FakeBaseline();
    private final RecordingSink sink = new RecordingSink();
    private RareWriteDetector detector = new RareWriteDetector(DetectorSettings.defaults(), baseline, sink);

    private void see(Writes write) {
        detector.onEvent(write.build());
    }

    private void run(long epochNanos, String client, String destination, String command) {
        IpAddress from = IpAddress.parse(client);
        IpAddress to = IpAddress.parse(destination);
        detector.onEvent(new ExecutionObserved(
                epochNanos,
                9,
                "run-" + epochNanos,
                new Endpoints(from, 50_000, null, null, to, 445, null, null, null, -1),
                "service",
                "svc",
                command));
    }

    private boolean lastAlertHas(String reason) {
        Alert last = sink.alerts.get(sink.alerts.size() - 1);
        return last.score().reasons().stream().map(Score.Reason::id).anyMatch(reason::equals);
    }

    @Test
    void anEventIsGivenOnBeforeTheAlertThatItRaised() {
        see(write());
        assertEquals(List.of("event", "alert uncommon_executable"), sink.order);
    }

    @Test
    void judgesByOtherSettingsFromTheNextEventOn() {
        DetectorSettings before = DetectorSettings.defaults();
        ScoreSettings critical = before.score()
                .with(CriticalAssets.of(List.of("0.0.0.0/0")), before.score().lists());
        see(write());
        assertFalse(lastAlertHas("critical_asset"));
        detector.judgeBy(DetectorSettings.of(critical, before.alert()));
        see(write().by("10.9.9.9").to("10.9.9.10").after(1));
        assertEquals(2, sink.alerts.size());
        assertTrue(lastAlertHas("critical_asset"));
    }

    @Test
    void aStoryTakesWritesForAsLongAsOtherSettingsSay() {
        DetectorSettings before = DetectorSettings.defaults();
        AlertSettings given = before.alert();
        see(write());
        see(write().named("second.exe").content("second").after(1));
        assertEquals(1, sink.alerts.size());
        detector.judgeBy(before.with(new AlertSettings(
                given.activationDays(),
                given.activeDaysLeast(),
                SECOND,
                given.updateAfterNanos(),
                given.storiesMax(),
                given.foldedPerUpdateMax(),
                given.foldedMax())));
        see(write().named("third.exe").content("third").after(10));
        assertEquals(2, sink.alerts.size());
    }

    @Test
    void refusedWritesAndDocumentsAreNoExecutableWrites() {
        see(write().outcome(FileWrite.Outcome.FAILURE));
        see(write().document());
        assertEquals(List.of("event", "event"), sink.order);
        assertEquals(List.of(), baseline.placements);
        assertEquals(2, baseline.observedDays);
    }

    @Test
    void aWriteWhoseOutcomeIsUnknownIsJudged() {
        see(write().outcome(FileWrite.Outcome.UNKNOWN));
        assertEquals(1, sink.alerts.size());
    }

    @Test
    void aServerSideCopyIsAWriteAtItsNewPath() {
        detector.onEvent(write().copyOf("builds\\tool.exe").build());
        assertEquals("builds\\tool.exe", sink.alerts.get(0).event().copyOf().path());
    }

    @Test
    void aLaterRecordOfTheSameFileIsJudgedOnlyWhenItSaysSomethingNew() {
        see(write().id("first"));
        see(write().id("second").continues("first").deleted().after(10));
        assertEquals(1, baseline.placements.size());
        see(write().id("third").continues("second").content("patched").after(20));
        see(write().id("fourth")
                .continues("third")
                .content("patched")
                .on("C$", "Tools\\b.exe")
                .after(30));
        assertEquals(3, baseline.placements.size());
    }

    @Test
    void aClientThatWritesOneExecutableToThreeDestinationsWithinAnHourFansOut() {
        baseline.usual = Rarities.unseen().pairOn(3);
        see(write().to("10.0.1.1"));
        see(write().to("10.0.1.2").after(10));
        see(write().to("10.0.1.2").on("D$", "Data\\b.exe").after(20));
        assertFalse(lastAlertHas("fan_out"));
        see(write().to("10.0.1.3").after(3_600));
        assertTrue(lastAlertHas("fan_out"));
    }

    @Test
    void whatIsOlderThanAnHourIsNoPartOfAFanOut() {
        see(write().to("10.0.1.1"));
        see(write().to("10.0.1.2").after(1));
        see(write().to("10.0.1.3").at(NOON + 3_600 * SECOND + 1));
        assertFalse(lastAlertHas("fan_out"));
    }

    @Test
    void aClientThatWritesUncommonExecutablesToThreeUncommonDestinationsFansOut() {
        see(write().to("10.0.1.1").content("a"));
        see(write().to("10.0.1.2").content("b"));
        see(write().to("10.0.1.3").content("c"));
        assertTrue(lastAlertHas("fan_out"));
    }

    @Test
    void commonDestinationsAreNoPartOfAFanOutOfUncommonExecutables() {
        baseline.byDestination.put("10.0.1.1", Rarities.unseen().similarDays(9));
        see(write().to("10.0.1.1").content("a"));
        see(write().to("10.0.1.2").content("b"));
        see(write().to("10.0.1.3").content("c"));
        assertFalse(lastAlertHas("fan_out"));
    }

    @Test
    void anUncommonExecutableThatReachesThreeUncommonDestinationsFromAnyClientsFansOut() {
        see(write().by("10.0.9.1").to("10.0.1.1"));
        see(write().by("10.0.9.2").to("10.0.1.2"));
        assertFalse(lastAlertHas("fan_out"));
        see(write().by("10.0.9.3").to("10.0.1.3"));
        assertTrue(lastAlertHas("fan_out"));
        see(write().by("10.0.9.4").to("10.0.1.4"));
        assertEquals(3, sink.alerts.size(), "all writes of the executable are folded");
    }

    @Test
    void anExecutionWithinTenMinutesBeforeCounts() {
        run(NOON - 10 * MINUTE, "10.0.0.1", "10.0.0.2", "cmd /c tool.exe");
        see(write());
        assertTrue(lastAlertHas("executed"));
    }

    @Test
    void anExecutionOfAnotherFileDoesNotCount() {
        run(NOON - MINUTE, "10.0.0.1", "10.0.0.2", "%SystemRoot%\\PSEXESVC.exe");
        see(write());
        assertFalse(lastAlertHas("executed"));
        run(NOON + MINUTE, "10.0.0.1", "10.0.0.2", "%SystemRoot%\\PSEXESVC.exe");
        assertEquals(1, sink.alerts.size());
    }

    @Test
    void whatIsRunAfterTheAlertCarriesItsId() {
        see(write());
        run(NOON + MINUTE, "10.0.0.1", "10.0.0.2", "C:\\Tools\\tool.exe");
        run(NOON + 2 * MINUTE, "10.0.0.1", "10.0.0.2", "C:\\other.exe");
        run(NOON + 11 * MINUTE, "10.0.0.1", "10.0.0.2", "C:\\Tools\\tool.exe");
        ExecutionObserved.Written written = new ExecutionObserved.Written(
                sink.alerts.get(0).id(), write().build().path(), NOON);
        assertEquals(written, ((ExecutionObserved) sink.events.get(1)).written());
        assertNull(((ExecutionObserved) sink.events.get(2)).written());
        assertNull(((ExecutionObserved) sink.events.get(3)).written());
    }

    @Test
    void anExecutionOfWhoKnowsWhatCounts() {
        run(NOON - MINUTE, "10.0.0.1", "10.0.0.2", null);
        see(write());
        assertTrue(lastAlertHas("executed"));
    }

    @Test
    void ofSeveralExecutionsBeforeTheOneOfTheFileCounts() {
        run(NOON - 3 * MINUTE, "10.0.0.1", "10.0.0.2", "C:\\Tools\\tool.exe");
        for (int i = 0; i < 15; i++) {
            run(NOON - 2 * MINUTE + i, "10.0.0.1", "10.0.0.2", "other" + i);
        }
        see(write());
        assertTrue(lastAlertHas("executed"));
    }

    @Test
    void ofOnePairTheLastSixteenExecutionsAreRemembered() {
        run(NOON - 3 * MINUTE, "10.0.0.1", "10.0.0.2", "C:\\Tools\\tool.exe");
        for (int i = 0; i < 16; i++) {
            run(NOON - 2 * MINUTE + i, "10.0.0.1", "10.0.0.2", "other" + i);
        }
        see(write());
        assertFalse(lastAlertHas("executed"));
        assertEquals(1, detector.counts().executionEvictions());
    }

    @Test
    void anExecutionEarlierOrByAnotherClientOrOnAnotherDestinationDoesNotCount() {
        run(NOON - 10 * MINUTE - 1, "10.0.0.1", "10.0.0.2", "tool.exe");
        run(NOON - MINUTE, "10.0.0.9", "10.0.0.2", "tool.exe");
        run(NOON - MINUTE, "10.0.0.1", "10.0.0.9", "tool.exe");
        see(write());
        assertFalse(lastAlertHas("executed"));
    }

    @Test
    void anExecutionAfterTheAlertJudgesTheSeverityAgain() {
        see(write().on("C$", "Windows\\Temp\\a.exe"));
        assertEquals(Variation.UNCOMMON_EXECUTABLE, sink.alerts.get(0).variation());
        run(NOON + 10 * MINUTE, "10.0.0.1", "10.0.0.2", "C:\\Windows\\Temp\\a.exe");
        assertEquals(2, sink.alerts.size());
        Alert again = sink.alerts.get(1);
        assertEquals(Variation.HIGHLY_SUSPICIOUS_DESTINATION, again.variation());
        assertEquals(sink.alerts.get(0).event(), again.event());
        assertEquals(NOON + 10 * MINUTE, again.epochNanos());
        assertEquals(85, again.score().total());
        assertTrue(lastAlertHas("executed"));
        assertEquals(List.of(sink.alerts.get(0).event().id()), baseline.highAlerts);
    }

    @Test
    void anExecutionLaterThanTenMinutesAfterJudgesNothing() {
        see(write().on("C$", "Windows\\Temp\\a.exe"));
        run(NOON + 10 * MINUTE + 1, "10.0.0.1", "10.0.0.2", "a.exe");
        assertEquals(1, sink.alerts.size());
    }

    @Test
    void anExecutionThatDoesNotMakeItHighRaisesNothing() {
        see(write().on("public", "a.exe"));
        run(NOON + MINUTE, "10.0.0.1", "10.0.0.2", "a.exe");
        assertEquals(1, sink.alerts.size());
    }

    @Test
    void ofSeveralFilesTheOneThatTheCommandNamesIsMeant() {
        see(write().on("C$", "Windows\\Temp\\a.exe").content("a"));
        see(write().on("C$", "Windows\\Temp\\b.exe").content("b").after(1));
        see(write().on("C$", "Windows\\Temp\\c.exe").content("c").after(2));
        run(NOON + MINUTE, "10.0.0.1", "10.0.0.2", "%SystemRoot%\\Temp\\B.EXE -k");
        assertEquals(2, sink.alerts.size());
        assertEquals("b.exe", sink.alerts.get(1).event().name());
        assertEquals(2, sink.alerts.get(1).folded());
        run(NOON + 2 * MINUTE, "10.0.0.1", "10.0.0.2", "a.exe");
        assertEquals(2, sink.alerts.size());
    }

    @Test
    void provedPsexecIsNotMadeGraverByItsOwnExecution() {
        see(write().on("ADMIN$", "PSEXESVC.exe")
                .sha256("141b2190f51397dbd0dfde0e3904b264c91b6f81febc823ff0c33da980b69944"));
        run(NOON + SECOND, "10.0.0.1", "10.0.0.2", "PSEXESVC.exe");
        assertEquals(List.of("event", "alert psexec_service", "event"), sink.order);
    }

    @Test
    void aHostThatServesSysvolIsACriticalAsset() {
        detector.onEvent(new SensorDay(NOON - MINUTE, 1, List.of(IpAddress.parse("10.0.0.2"))));
        see(write());
        assertTrue(lastAlertHas("critical_asset"));
        see(write().to("10.0.0.3").on("NETLOGON", "logon.exe"));
        assertTrue(lastAlertHas("critical_asset"), "the share itself shows it");
    }

    @Test
    void aHighAlertHoldsItsExecutable() {
        baseline.usual = Rarities.unseen();
        see(write().on("ADMIN$", "a.exe").id("w1"));
        see(write().on("ADMIN$", "b.exe").id("w2").content("b"));
        assertEquals(1, sink.alerts.size());
        assertEquals(List.of("w1"), baseline.highAlerts, "what is folded raised none");
    }

    @Test
    void updatesLeaveInTheOrderOfTime() {
        see(write());
        see(write().after(1));
        see(write().by("10.0.0.9").after(7_200));
        assertEquals(
                List.of("event", "alert uncommon_executable", "event", "update", "event", "alert uncommon_executable"),
                sink.order);
        assertEquals(NOON + 3_601 * SECOND, sink.updates.get(0).epochNanos());
    }

    @Test
    void theEndSendsWhatWaits() {
        see(write());
        see(write().after(1));
        detector.onEnd(NOON + 2 * SECOND);
        assertEquals(1, sink.updates.size());
        assertEquals(2, detector.counts().executableWrites());
        assertEquals(1, detector.counts().alerts().folded());
    }
}
