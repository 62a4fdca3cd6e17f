package io.sharetap.alert;

import static io.sharetap.score.Writes.NOON;
import static io.sharetap.score.Writes.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.sharetap.baseline.Rarity;
import io.sharetap.event.EventCodec;
import io.sharetap.event.FileWrite;
import io.sharetap.event.RandomEvents;
import io.sharetap.event.SensorEvent;
import io.sharetap.score.Circumstances;
import io.sharetap.score.Rarities;
import io.sharetap.score.Score;
import io.sharetap.score.ScoreSettings;
import io.sharetap.score.Scorer;
import io.sharetap.score.Writes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Every kind of record obeys the schema in docs/formats. */
class RecordSchemaTest {
    private static final Path FORMATS = Path.of("..", "docs", "formats");
    /** Where the schemas would be fetched from; they are given at hand instead. */
    private static final String PLACE = "https://schemas.invalid/";

    private final SchemaRegistry registry = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder -> builder.schemas(Map.of(
                    PLACE + "event.schema.json", text("event.schema.json"),
                    PLACE + "alert.schema.json", text("alert.schema.json"))));
    private final Schema events = registry.getSchema(SchemaLocation.of(PLACE + "event.schema.json"));
    private final Schema alerts = registry.getSchema(SchemaLocation.of(PLACE + "alert.schema.json"));

    private final EventCodec eventCodec = new EventCodec();
    private final AlertCodec alertCodec = new AlertCodec();
    private final Scorer scorer = new Scorer(ScoreSettings.defaults());

    private static String text(String name) {
        try {
            return Files.readString(FORMATS.resolve(name));
        } catch (IOException e) {
            throw new IllegalStateException(name, e);
        }
    }

    private static void assertObeys(Schema schema, String json) {
        List<com.networknt.schema.Error> errors = schema.validate(json, InputFormat.JSON);
        assertTrue(errors.isEmpty(), () -> errors + "\n" + json);
    }

    private Alert alert(FileWrite write, Rarity rarity, Circumstances around) {
        RecordingAlerts sink = new RecordingAlerts();
        Score score = scorer.score(write, rarity, around);
        new Judge(new Alerter(AlertSettings.defaults().withActivationDays(0), sink)).judge(write, rarity, score);
        return sink.alerts.get(0);
    }

    @Test
    void everyKindOfEventObeysItsSchema() {
        long seed = 20_260_302L;
        RandomEvents random = new RandomEvents(seed);
        for (int i = 0; i < 2_000; i++) {
            SensorEvent event = random.next(i);
            assertObeys(events, eventCodec.toJson(event));
        }
    }

    @Test
    void everyVariationsAlertObeysTheSchema() {
        Rarity unseen = Rarities.unseen().build();
        Circumstances all =
                new Circumstances(9, 9, 9, 9, true, new Circumstances.Execution(1, "service", "x", "\u202E\"<b>"));
        for (Writes write : List.of(
                write().on("ADMIN$", "report.pdf.exe"),
                write().on("public", "saver.scr"),
                write().on("public", "a.exe")
                        .sha256("141b2190f51397dbd0dfde0e3904b264c91b6f81febc823ff0c33da980b69944"),
                write().on("public", "a.exe").incomplete())) {
            assertObeys(alerts, alertCodec.toJson(alert(write.build(), unseen, Circumstances.NONE)));
            assertObeys(alerts, alertCodec.toJson(alert(write.build(), unseen, all)));
        }
    }

    @Test
    void anAlertOnAnyWriteObeysTheSchema() {
        long seed = 20_260_303L;
        RandomEvents random = new RandomEvents(seed);
        Random numbers = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            FileWrite write = random.write(i);
            if (!write.executable()) {
                continue;
            }
            Rarity rarity = Rarities.unseen()
                    .executable(numbers.nextInt(2), numbers.nextInt(5_000))
                    .baseline(Rarity.State.values()[numbers.nextInt(3)], numbers.nextInt(31))
                    .build();
            assertObeys(alerts, alertCodec.toJson(alert(write, rarity, Circumstances.NONE)));
        }
    }

    @Test
    void anUpdateObeysTheSchema() {
        RecordingAlerts sink = new RecordingAlerts();
        Alerter alerter = new Alerter(AlertSettings.defaults(), sink);
        Judge judge = new Judge(alerter);
        Rarity rarity = Rarities.unseen().build();
        for (Writes write :
                List.of(write(), write().incomplete(), write().on(null, null).incomplete(), write())) {
            Score score = scorer.score(write.build(), rarity, Circumstances.NONE);
            judge.judge(write.build(), rarity, score);
        }
        alerter.onEnd(NOON);
        assertEquals(1, sink.updates.size());
        assertObeys(alerts, alertCodec.toJson(sink.updates.get(0)));
    }

    @Test
    void anEventIsNoAlertAndAnAlertNoEvent() {
        Alert alert = alert(write().build(), Rarities.unseen().build(), Circumstances.NONE);
        assertFalse(events.validate(alertCodec.toJson(alert), InputFormat.JSON).isEmpty());
        assertFalse(alerts.validate(eventCodec.toJson(alert.event()), InputFormat.JSON)
                .isEmpty());
    }

    @Test
    void anAlertSaysWhatTheContractAsksFor() {
        Alert alert = alert(
                write().on("ADMIN$", "report.pdf.exe").build(),
                Rarities.unseen().build(),
                new Circumstances(9, 9, 9, 9, true, null));
        String json = alertCodec.toJson(alert);
        assertTrue(json.contains("\"severity\":73,\"risk_score\":100"), json);
        assertTrue(json.contains("\"rule\":{\"id\":\"highly_suspicious_destination\",\"name\":\"An uncommon executable"
                + " was remotely written over SMB to a highly suspicious destination\"}"));
        assertTrue(json.contains("\"subtechnique\":{\"id\":[\"T1021.002\"],\"name\":[\"SMB/Windows Admin Shares\"]}"));
        assertTrue(json.contains("\"score\":220"), json);
    }

    @Test
    void anAlertRaisedByALaterExecutionStandsAtItsTime() {
        Alert alert = alert(write().build(), Rarities.unseen().build(), Circumstances.NONE);
        Alert later = new Alert(
                alert.id(),
                NOON + 1,
                alert.event(),
                alert.variation(),
                alert.score(),
                alert.rarity(),
                alert.message(),
                alert.context(),
                0,
                alert.investigate());
        assertTrue(alertCodec.toJson(later).startsWith("{\"@timestamp\":\"2026-03-02T12:00:00.000000001Z\""));
    }
}
