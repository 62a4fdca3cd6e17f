package io.sharetap.detect;

import static io.sharetap.score.Writes.NOON;
import static io.sharetap.score.Writes.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.sharetap.alert.AlertSettings;
import io.sharetap.alert.Variation;
import io.sharetap.event.Endpoints;
import io.sharetap.event.ExecutionObserved;
import io.sharetap.event.IpAddress;
import io.sharetap.score.ScoreSettings;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Statements of docs/detection.md that no other test is about; named by what it says. */
class DetectionStatementsTest extends SeenDays {
    private static final long MINUTE = 60_000_000_000L;

    @ParameterizedTest
    @CsvSource({
        "UNCOMMON_EXECUTABLE, 21",
        "PSEXEC_SERVICE, 21",
        "SCR_EXTENSION, 47",
        "HIGHLY_SUSPICIOUS_DESTINATION, 73"
    })
    @DisplayName("low (21), medium (47), high (73)")
    void everyVariationHasTheSeverityOfItsRow(Variation variation, int severity) {
        assertEquals(severity, variation.severity().number());
    }

    @Test
    @DisplayName("A name that a host claims of itself is shown, never used")
    void aClaimedNameMakesNoHostKnown() {
        quietDays(0, 19);
        see(20, write().to("10.0.0.2").named("FILES"));
        see(21, write().to("10.0.0.3").named("FILES").content("second"));
        assertEquals(0, last().rarity().destination().executableDays());
        assertEquals("FILES", last().event().endpoints().destinationName());
        see(22, write().to("10.0.0.2").named("OTHER").content("third"));
        assertEquals(1, last().rarity().destination().executableDays());
    }

    @ParameterizedTest
    @CsvSource({"-1, 0", "-2, 1", "45, 0", "46, 1"})
    @DisplayName("an event more than one day before the current day or more than 45 after it is not judged")
    void anImpossibleTimeIsSetAside(int days, int setAside) {
        quietDays(0, 19);
        see(19 + days, write());
        assertEquals(setAside, detector.counts().setAside());
        assertEquals(setAside == 0 ? 1 : 0, detector.counts().executableWrites());
    }

    private static RareWriteDetector bounded(FakeBaseline baseline, RecordingSink sink) {
        return new RareWriteDetector(
                new DetectorSettings(
                        ScoreSettings.defaults(), AlertSettings.defaults(), 60 * MINUTE, 16, 10 * MINUTE, 1, 1, 1, 1),
                baseline,
                sink);
    }

    private static ExecutionObserved run(long nanos, String client, String destination) {
        Endpoints hosts = new Endpoints(
                IpAddress.parse(client), 1, null, null, IpAddress.parse(destination), 445, null, null, null, -1);
        return new ExecutionObserved(nanos, 1, "run", hosts, "service", null, null);
    }

    @Test
    @DisplayName("Memory is bounded: executions; what has to go before its time is counted")
    void theOldestExecutionGoesFirst() {
        RecordingSink seen = new RecordingSink();
        RareWriteDetector small = bounded(new FakeBaseline(), seen);
        small.onEvent(run(NOON - 2, "10.0.0.1", "10.0.0.2"));
        small.onEvent(run(NOON - 1, "10.0.0.3", "10.0.0.4"));
        small.onEvent(write().build());
        assertFalse(seen.alerts.get(0).score().reasons().stream()
                .anyMatch(reason -> reason.id().equals("executed")));
        assertEquals(1, small.counts().executionEvictions());
    }

    @Test
    @DisplayName("Memory is bounded: acts of clients; what has to go before its time is counted")
    void theOldestActsGoFirst() {
        RecordingSink seen = new RecordingSink();
        RareWriteDetector small = bounded(new FakeBaseline(), seen);
        small.onEvent(run(NOON - 2, "10.0.0.3", "10.0.0.4"));
        small.onEvent(write().build());
        assertEquals(1, small.counts().actEvictions());
        assertEquals(
                1, seen.alerts.get(0).context().activity().programsWritten().count());
    }

    @Test
    @DisplayName("Memory is bounded: alerts that an execution could still make graver")
    void theOldestAlertIsJudgedAgainNoMore() {
        RecordingSink seen = new RecordingSink();
        RareWriteDetector small = bounded(new FakeBaseline(), seen);
        small.onEvent(write().on("C$", "Windows\\Temp\\a.exe").build());
        small.onEvent(write().by("10.0.0.8")
                .to("10.0.0.9")
                .on("C$", "Windows\\Temp\\b.exe")
                .content("b")
                .after(1)
                .build());
        small.onEvent(run(NOON + MINUTE, "10.0.0.1", "10.0.0.2"));
        assertEquals(2, seen.alerts.size());
        small.onEvent(run(NOON + MINUTE, "10.0.0.8", "10.0.0.9"));
        assertEquals(3, seen.alerts.size());
        assertEquals(1, small.counts().judgedEvictions());
    }

    @Test
    @DisplayName("Memory is bounded: files of the last minutes")
    void aFileThatWasForgottenIsJudgedOnceMore() {
        RareWriteDetector small = bounded(new FakeBaseline(), new RecordingSink());
        small.onEvent(write().id("first").build());
        small.onEvent(write().id("second").continues("first").deleted().after(1).build());
        assertEquals(1, small.counts().executableWrites(), "it says nothing new");
        small.onEvent(write().id("other").content("other").after(2).build());
        small.onEvent(write().id("third").continues("second").deleted().after(3).build());
        assertEquals(3, small.counts().executableWrites());
    }
}
