package io.sharetap.alert;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.sharetap.baseline.Rarity;
import io.sharetap.event.EventCodec;
import io.sharetap.event.FileWrite;
import io.sharetap.event.HexDigits;
import io.sharetap.score.Circumstances;
import io.sharetap.score.Score;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Locale;

/** Turns alerts and their updates into records, {@code docs/formats/alert.schema.json}, one JSON object each. */
public final class AlertCodec {
    /** Rarities are given to four decimal places; more would be of no use. */
    private static final double RARITY_PLACES = 10_000;

    private final JsonFactory factory = new JsonFactory();

    /** Writes one object. */
    @FunctionalInterface
    private interface ObjectWriter {
        void write(JsonGenerator json) throws IOException;
    }

    /** The record of an alert, without a line end. */
    public String toJson(Alert alert) {
        return toJson(json -> write(json, alert));
    }

    /** The record of an update, without a line end. */
    public String toJson(AlertUpdate update) {
        return toJson(json -> write(json, update));
    }

    private String toJson(ObjectWriter object) {
        StringWriter text = new StringWriter(4_096);
        try (JsonGenerator json = factory.createGenerator(text)) {
            object.write(json);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return text.toString();
    }

    /** Writes the record of an alert as one object: the write's own, with what makes it an alert. */
    public void write(JsonGenerator json, Alert alert) throws IOException {
        json.writeStartObject();
        EventCodec.writeMembers(json, at(alert.event(), alert.epochNanos()), "alert", alert.id(), event -> {
            event.writeNumberField("severity", alert.variation().severity().number());
            event.writeNumberField("risk_score", alert.riskScore());
        });
        writeRule(json, alert.variation());
        writeThreat(json);
        text(json, "message", alert.message());
        json.writeObjectFieldStart("sharetap");
        json.writeStringField("severity", alert.variation().severity().name().toLowerCase(Locale.ROOT));
        json.writeStringField("variation", alert.variation().ruleId());
        writeExecutable(json, alert);
        writeDestination(json, alert);
        writeReasons(json, alert.score());
        writeExecution(json, alert);
        if (alert.context().activity() != null) {
            writeActivity(json, alert.context().activity());
        }
        Rarity.BaselineStatus baseline = alert.rarity().baseline();
        json.writeObjectFieldStart("baseline");
        json.writeStringField("state", baseline.state().name().toLowerCase(Locale.ROOT));
        json.writeNumberField("observed_days", baseline.observedDays());
        if (baseline.diskFull()) {
            json.writeBooleanField("disk_full", true);
        }
        json.writeEndObject();
        json.writeNumberField("folded", alert.folded());
        json.writeArrayFieldStart("investigate");
        for (String step : alert.investigate()) {
            json.writeString(EventCodec.encodable(step));
        }
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndObject();
    }

    /** The write with the time at which the alert was raised, by which records are ordered. */
    private static FileWrite at(FileWrite write, long epochNanos) {
        return write.epochNanos() == epochNanos ? write : write.with(epochNanos, write.endpoints());
    }

    private static void writeRule(JsonGenerator json, Variation variation) throws IOException {
        json.writeObjectFieldStart("rule");
        json.writeStringField("id", variation.ruleId());
        json.writeStringField("name", variation.ruleName());
        json.writeEndObject();
    }

    /** MITRE ATT&CK. */
    private static void writeThreat(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("threat");
        json.writeStringField("framework", "MITRE ATT&CK");
        json.writeObjectFieldStart("tactic");
        writeNamed(json, "TA0008", "Lateral Movement");
        json.writeEndObject();
        json.writeObjectFieldStart("technique");
        writeNamed(json, "T1021", "Remote Services");
        json.writeObjectFieldStart("subtechnique");
        writeNamed(json, "T1021.002", "SMB/Windows Admin Shares");
        json.writeEndObject();
        json.writeEndObject();
        json.writeEndObject();
    }

    /** ECS wants lists here, since an alert may have several techniques. */
    private static void writeNamed(JsonGenerator json, String id, String name) throws IOException {
        json.writeArrayFieldStart("id");
        json.writeString(id);
        json.writeEndArray();
        json.writeArrayFieldStart("name");
        json.writeString(name);
        json.writeEndArray();
    }

    private static void writeExecutable(JsonGenerator json, Alert alert) throws IOException {
        Rarity.ExecutableHistory executable = alert.rarity().executable();
        Score score = alert.score();
        json.writeObjectFieldStart("executable");
        json.writeNumberField("rarity", rounded(score.executableRarity()));
        json.writeNumberField("threshold", score.executableThreshold());
        json.writeNumberField("destinations", executable.destinations());
        json.writeNumberField("known_destinations", executable.knownDestinations());
        json.writeNumberField("usual_from", score.executableUsualFrom());
        json.writeNumberField("days", executable.days());
        time(json, "first_seen", executable.firstSeenNanos());
        time(json, "last_seen", executable.lastSeenNanos());
        json.writeBooleanField("partial", executable.partial());
        if (score.held()) {
            json.writeBooleanField("held", true);
        }
        json.writeEndObject();
    }

    private static void writeDestination(JsonGenerator json, Alert alert) throws IOException {
        Rarity.DestinationHistory destination = alert.rarity().destination();
        Score score = alert.score();
        json.writeObjectFieldStart("destination");
        json.writeNumberField("rarity", rounded(score.destinationRarity()));
        json.writeNumberField("threshold", score.destinationThreshold());
        json.writeStringField("kind", destination.kind());
        json.writeNumberField("days", destination.similarDays());
        json.writeNumberField("observed_days", alert.rarity().baseline().observedDays());
        json.writeNumberField("usual_from", score.destinationUsualFrom());
        time(json, "first_seen", destination.firstSeenNanos());
        time(json, "last_seen", destination.lastSeenNanos());
        json.writeEndObject();
    }

    private static void writeExecution(JsonGenerator json, Alert alert) throws IOException {
        Circumstances.Execution execution = alert.context().execution();
        json.writeObjectFieldStart("execution");
        if (execution == null) {
            json.writeBooleanField("observed", false);
        } else {
            EventCodec.writeExecution(
                    json,
                    alert.event().epochNanos() + execution.afterNanos(),
                    execution.afterNanos(),
                    execution.via(),
                    execution.act(),
                    execution.name(),
                    execution.command(),
                    execution.tool());
        }
        json.writeEndObject();
    }

    private static void writeActivity(JsonGenerator json, ClientActivity activity) throws IOException {
        json.writeObjectFieldStart("client_activity");
        counted(json, "hosts", activity.hosts());
        counted(json, "shares", activity.shares());
        counted(json, "refused_logons", activity.refusedLogons());
        counted(json, "refused_opens", activity.refusedOpens());
        counted(json, "programs_written", activity.programsWritten());
        counted(json, "programs_read", activity.programsRead());
        counted(json, "pipes", activity.pipes());
        counted(json, "server_side_copies", activity.serverSideCopies());
        counted(json, "executions", activity.executions());
        if (activity.partial()) {
            json.writeBooleanField("partial", true);
        }
        json.writeEndObject();
    }

    private static void counted(JsonGenerator json, String name, ClientActivity.Counted counted) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeNumberField("count", counted.count());
        json.writeArrayFieldStart("examples");
        for (String example : counted.examples()) {
            json.writeString(EventCodec.encodable(example));
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void writeReasons(JsonGenerator json, Score score) throws IOException {
        json.writeArrayFieldStart("reasons");
        for (Score.Reason reason : score.reasons()) {
            json.writeStartObject();
            json.writeStringField("id", reason.id());
            json.writeNumberField("weight", reason.weight());
            text(json, "detail", reason.detail());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeNumberField("score", score.total());
        json.writeNumberField("high_from", score.highFrom());
    }

    /** Writes the record of an update as one object. */
    public void write(JsonGenerator json, AlertUpdate update) throws IOException {
        json.writeStartObject();
        json.writeStringField("@timestamp", EventCodec.timestamp(update.epochNanos()));
        json.writeObjectFieldStart("ecs");
        json.writeStringField("version", EventCodec.ECS_VERSION);
        json.writeEndObject();
        json.writeObjectFieldStart("event");
        json.writeStringField("kind", "event");
        json.writeStringField("action", "alert-update");
        json.writeStringField("id", update.id());
        json.writeEndObject();
        json.writeObjectFieldStart("sharetap");
        json.writeStringField("alert_id", update.alertId());
        json.writeArrayFieldStart("folded_writes");
        for (AlertUpdate.FoldedWrite write : update.foldedWrites()) {
            writeFolded(json, write);
        }
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void writeFolded(JsonGenerator json, AlertUpdate.FoldedWrite write) throws IOException {
        json.writeStartObject();
        writeAddress(json, "source", write.client().toString());
        writeAddress(json, "destination", write.destination().toString());
        if (write.path() != null || write.sha256() != null) {
            json.writeObjectFieldStart("file");
            if (write.path() != null) {
                text(json, "path", write.path());
            }
            if (write.sha256() != null) {
                json.writeObjectFieldStart("hash");
                json.writeStringField("sha256", HexDigits.of(write.sha256()));
                json.writeEndObject();
            }
            json.writeEndObject();
        }
        json.writeObjectFieldStart("rule");
        json.writeStringField("id", write.variation().ruleId());
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void writeAddress(JsonGenerator json, String role, String address) throws IOException {
        json.writeObjectFieldStart(role);
        json.writeStringField("ip", address);
        json.writeEndObject();
    }

    private static void text(JsonGenerator json, String name, String text) throws IOException {
        json.writeStringField(name, EventCodec.encodable(text));
    }

    private static void time(JsonGenerator json, String name, long epochNanos) throws IOException {
        if (epochNanos >= 0) {
            json.writeStringField(name, EventCodec.timestamp(epochNanos));
        }
    }

    private static double rounded(double rarity) {
        return Math.round(rarity * RARITY_PLACES) / RARITY_PLACES;
    }
}
