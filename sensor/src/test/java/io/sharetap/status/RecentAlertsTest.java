package io.sharetap.status;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sharetap.alert.Alert;
import io.sharetap.alert.AlertUpdate;
import io.sharetap.alert.AlertUpdate.FoldedWrite;
import io.sharetap.alert.Severity;
import io.sharetap.alert.Variation;
import io.sharetap.event.ExecutionObserved;
import io.sharetap.event.IpAddress;
import io.sharetap.output.Samples;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecentAlertsTest {
    private static final int LARGE_CHARS = 30_000;

    private final RecentAlerts alerts = new RecentAlerts();

    static Alert alert(String id, Variation variation, String path) {
        Alert sample = Samples.alert(Samples.write(path, true), variation, Samples.rarity(20), List.of());
        return new Alert(
                id,
                sample.epochNanos(),
                sample.event(),
                sample.variation(),
                sample.score(),
                sample.rarity(),
                sample.message(),
                sample.context(),
                sample.folded(),
                sample.investigate());
    }

    private void raise(int number) {
        alerts.onAlert(alert("id" + number, Variation.values()[number % Variation.values().length], "a.exe"));
    }

    private List<String> asked(Map<String, String> parameters) {
        AlertQuery query = AlertQuery.of(parameters);
        List<RecentAlerts.Kept> found = alerts.latest(query);
        return found.stream().limit(query.limit()).map(kept -> kept.alert.id()).toList();
    }

    @Test
    void reportsWhatWasRunOfAnAlert() throws IOException {
        raise(1);
        for (int i = 0; i < RecentAlerts.EXECUTIONS_MAX + 3; i++) {
            alerts.onExecution(execution("id1", Samples.NOON + 21_030_000_000L + i));
        }
        alerts.onExecution(execution("unknown", Samples.NOON));
        JsonNode entry = new ObjectMapper()
                .readTree(new AlertsText(alerts).text(AlertQuery.of(Map.of())))
                .at("/alerts/0");
        assertEquals(RecentAlerts.EXECUTIONS_MAX, entry.get("executions").size());
        assertEquals(
                "service \"X\" was run, which runs \"C:\\a.exe\", 21.030 s after the write of a.exe",
                entry.at("/executions/0/words").asText());
        assertEquals(
                "2023-11-14T22:13:41.153000000Z", entry.at("/executions/0/at").asText());
    }

    private static ExecutionObserved execution(String alertId, long epochNanos) {
        return execution(alertId, epochNanos, "X", "C:\\a.exe", "Temp\\a.exe");
    }

    /** What was written to this path was run by a service. */
    static ExecutionObserved execution(String alertId, long epochNanos, String name, String command, String path) {
        return new ExecutionObserved(
                        epochNanos, 1, "e", Samples.write("a.exe", true).endpoints(), "service", name, command)
                .with(new ExecutionObserved.Written(alertId, path, Samples.NOON));
    }

    @Test
    void givesTheLatestFirstPageByPage() {
        for (int number = 0; number < 5; number++) {
            raise(number);
        }
        assertEquals(List.of("id4", "id3"), asked(Map.of("limit", "2")));
        assertEquals(List.of("id2", "id1"), asked(Map.of("limit", "2", "before", "id3")));
        assertEquals(List.of("id0"), asked(Map.of("limit", "2", "before", "id1")));
        assertEquals(List.of(), asked(Map.of("limit", "2", "before", "forgotten")));
    }

    @Test
    void forgetsTheOldestOfTooMany() {
        for (int number = 0; number < RecentAlerts.ALERTS_MAX + 5; number++) {
            raise(number);
        }
        List<String> all = asked(Map.of("limit", "1000"));
        assertEquals(RecentAlerts.ALERTS_MAX, all.size());
        assertEquals("id5", all.get(all.size() - 1));
        assertEquals(RecentAlerts.ALERTS_MAX + 5, alerts.raised());
    }

    @Test
    void forgetsTheOldestOfTooLargeOnes() {
        int number = (int) (RecentAlerts.CHARS_MAX / LARGE_CHARS) + 10;
        for (int each = 0; each < number; each++) {
            alerts.onAlert(alert("id" + each, Variation.values()[0], "x".repeat(LARGE_CHARS)));
        }
        List<String> all = asked(Map.of("limit", "1000"));
        assertTrue(all.size() < number, () -> "all " + all.size() + " are kept");
        assertTrue((long) all.size() * LARGE_CHARS > RecentAlerts.CHARS_MAX / 4, () -> "only " + all.size());
        assertEquals("id" + (number - 1), all.get(0));
    }

    @Test
    void answersInPiecesOfBoundedLength() throws IOException {
        List<String> ids = new ArrayList<>();
        int number = 3 * AlertsText.CHARS_MAX / LARGE_CHARS;
        for (int each = 0; each < number; each++) {
            alerts.onAlert(alert("id" + each, Variation.values()[0], "x".repeat(LARGE_CHARS)));
            ids.add(0, "id" + each);
        }
        AlertsText text = new AlertsText(alerts);
        List<String> answered = new ArrayList<>();
        JsonNode answer;
        do {
            Map<String, String> asked = answered.isEmpty()
                    ? Map.of("limit", "1000")
                    : Map.of("limit", "1000", "before", answered.get(answered.size() - 1));
            String json = text.text(AlertQuery.of(asked));
            assertTrue(json.length() < AlertsText.CHARS_MAX + 10_000, () -> "" + json.length());
            answer = new ObjectMapper().readTree(json);
            answer.get("alerts")
                    .forEach(each -> answered.add(each.at("/record/event/id").asText()));
        } while (answer.get("more").asBoolean());
        assertEquals(ids, answered);
    }

    @Test
    void answersWithOneThatIsLongerThanAnAnswer() throws IOException {
        alerts.onAlert(alert("id0", Variation.values()[0], "x".repeat(AlertsText.CHARS_MAX)));
        JsonNode answer = new ObjectMapper().readTree(new AlertsText(alerts).text(AlertQuery.of(Map.of())));
        assertEquals(1, answer.get("alerts").size());
        assertFalse(answer.get("more").asBoolean());
    }

    @Test
    void addsUpWhatIsFolded() {
        raise(0);
        FoldedWrite write = new FoldedWrite(
                IpAddress.parse("10.0.0.1"), IpAddress.parse("10.0.0.2"), "a", null, Variation.values()[0]);
        alerts.onAlertUpdate(new AlertUpdate("u1", Samples.NOON + 1, "id0", List.of(write, write)));
        alerts.onAlertUpdate(new AlertUpdate("u2", Samples.NOON + 2, "id0", List.of(write)));
        alerts.onAlertUpdate(new AlertUpdate("u3", Samples.NOON + 3, "forgotten", List.of(write)));
        RecentAlerts.Kept kept = alerts.latest(AlertQuery.of(Map.of())).get(0);
        assertEquals(3, kept.foldedSince());
        assertEquals(Samples.NOON + 2, kept.updatedNanos());
    }

    @Test
    void findsBySeverityTimeHostAndRule() {
        for (int number = 0; number < Variation.values().length; number++) {
            raise(number);
        }
        List<String> grave = Arrays.stream(Variation.values())
                .filter(variation -> variation.severity() != Severity.LOW)
                .map(variation -> "id" + variation.ordinal())
                .sorted((one, other) -> other.compareTo(one))
                .toList();
        assertEquals(grave, asked(Map.of("severity", "high,medium")));
        int all = Variation.values().length;
        assertEquals(all, asked(Map.of("since", "2023-11-14T22:13:20.123Z")).size());
        assertEquals(0, asked(Map.of("since", "2023-11-14T22:13:20.124Z")).size());
        for (String host : List.of("10.0.0.66", "10.0.0.11", "ws66", "FS01")) {
            assertEquals(all, asked(Map.of("host", host)).size(), host);
        }
        assertEquals(0, asked(Map.of("host", "10.0.0.6")).size());
        assertEquals(List.of("id1"), asked(Map.of("rule", Variation.values()[1].ruleId())));
    }

    @ParameterizedTest
    @CsvSource({
        "severity, grave",
        "severity, 'high,red'",
        "since, yesterday",
        "since, 999999999-01-01T00:00:00Z",
        "limit, 0",
        "limit, 1001",
        "limit, x",
        "colour, red"
    })
    void refusesWhatItCannotRead(String name, String value) {
        Map<String, String> parameters = Map.of(name, value);
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> AlertQuery.of(parameters));
        assertTrue(refused.getMessage().length() > 20, refused.getMessage());
    }
}
