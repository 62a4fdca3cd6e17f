package io.sharetap.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.fail;

import io.sharetap.event.EventCodec;
import io.sharetap.event.ExecutionObserved;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is read of a record says the same when it is written again; the alerts are those of {@code RestartTest}. */
public class AlertReaderTest {
    private final AlertCodec alerts = new AlertCodec();
    private final EventCodec events = new EventCodec();

    /** Reads records and writes them again. */
    public List<String> again(List<String> records) {
        List<String> said = new ArrayList<>();
        AlertReader reader = new AlertReader();
        for (String record : records) {
            reader.read(record, said.size(), new Again(said));
        }
        return said;
    }

    private final class Again implements AlertReader.Sink {
        private final List<String> said;

        Again(List<String> said) {
            this.said = said;
        }

        @Override
        public void onAlert(Alert alert) {
            said.add(alerts.toJson(alert));
        }

        @Override
        public void onAlertUpdate(AlertUpdate update) {
            said.add(alerts.toJson(update));
        }

        @Override
        public void onExecution(ExecutionObserved execution) {
            said.add(events.toJson(execution));
        }

        @Override
        public void onRefused(String reason) {
            said.add("refused: " + reason);
        }
    }

    @Test
    void whatIsNoneIsRefusedWithAReason() {
        assertEquals(
                List.of(
                        "refused: no JSON",
                        "refused: no JSON object",
                        "refused: neither an alert nor what follows one",
                        "refused: it lacks what every alert has",
                        "refused: a folded write is none"),
                again(List.of(
                        "{",
                        "[]",
                        "{\"@timestamp\":\"2026-01-01T00:00:00Z\"}",
                        "{\"event\":{\"kind\":\"alert\"}}",
                        "{\"event\":{\"action\":\"alert-update\"},\"sharetap\":{\"folded_writes\":[1]}}")));
    }

    @Test
    void damagedRecordsNeverMakeItThrow() {
        String record = "{\"@timestamp\":\"2026-01-01T00:00:00Z\",\"event\":{\"kind\":\"alert\",\"id\":\"a\"},"
                + "\"source\":{\"ip\":\"10.0.0.1\"},\"destination\":{\"ip\":\"10.0.0.2\"},"
                + "\"rule\":{\"id\":\"scr_extension\"},\"sharetap\":{\"baseline\":{\"state\":\"active\"},"
                + "\"destination\":{\"kind\":\"runs\"},\"reasons\":[{\"id\":\"x\",\"weight\":1,\"detail\":\"y\"}],"
                + "\"execution\":{\"observed\":true,\"via\":\"service\"}},\"message\":\"m\"}";
        long seed = 20_261_129L;
        Random random = new Random(seed);
        int reported = 0;
        for (int i = 0; i < 2_000; i++) {
            StringBuilder damaged = new StringBuilder(record);
            for (int change = random.nextInt(3); change > 0; change--) {
                damaged.setCharAt(random.nextInt(damaged.length()), (char) (32 + random.nextInt(95)));
            }
            try {
                reported += again(List.of(damaged.toString())).size();
            } catch (RuntimeException e) {
                fail("seed " + seed + ": " + damaged, e);
            }
        }
        assertEquals(2_000, reported);
        assertFalse(again(List.of(record)).get(0).startsWith("refused"), "undamaged it is read");
    }
}
