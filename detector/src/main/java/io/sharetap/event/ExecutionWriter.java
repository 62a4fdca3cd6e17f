package io.sharetap.event;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** Writes executions: their records, and what an alert says of one. */
final class ExecutionWriter {
    private final JsonGenerator json;
    private final EventWriter out;

    /** @param out writes the members that all records have in common */
    ExecutionWriter(JsonGenerator json, EventWriter out) {
        this.json = json;
        this.out = out;
    }

    void write(ExecutionObserved execution) throws IOException {
        out.head(execution.epochNanos());
        out.event(EventWriter.KIND_EVENT, EventWriter.EXECUTION_OBSERVED, execution.id());
        out.text("outcome", execution.answered() ? "success" : "unknown");
        json.writeEndObject();
        out.hosts(execution.endpoints(), execution.smb());
        json.writeObjectFieldStart("smb");
        if (execution.smb() != null) {
            out.smb(execution.smb());
        }
        out.leases(execution.endpoints());
        json.writeObjectFieldStart("execution");
        out.text("via", execution.via());
        out.text("act", execution.act());
        out.text("name", execution.name());
        out.text("display_name", execution.displayName());
        out.text("command", execution.command());
        out.text("tool", execution.tool());
        out.text("operation", execution.operation());
        if (execution.sealed()) {
            json.writeBooleanField("sealed", true);
        }
        json.writeEndObject();
        json.writeEndObject();
        if (execution.written() != null) {
            written(execution);
        } else {
            out.text(
                    "message",
                    execution.endpoints().clientShown() + " on "
                            + execution.endpoints().destinationShown() + ": " + execution.inWords() + '.');
        }
    }

    /**
     * Writes the alert to which the execution belongs. The execution's own facts are repeated under the name that they
     * have in alerts.
     */
    private void written(ExecutionObserved execution) throws IOException {
        ExecutionObserved.Written written = execution.written();
        out.file(written.path(), -1, new byte[][] {null, null, null}, null);
        out.text(
                "message",
                execution.endpoints().destinationShown() + " was made to run what was written: " + execution.inWords()
                        + ", " + execution.sinceWrite() + " (alert " + written.alertId() + ").");
        json.writeObjectFieldStart("sharetap");
        out.text("alert_id", written.alertId());
        json.writeObjectFieldStart("execution");
        executionOfAlert(
                json,
                execution.epochNanos(),
                execution.epochNanos() - written.epochNanos(),
                execution.via(),
                execution.act(),
                execution.name(),
                execution.command(),
                execution.tool());
        json.writeEndObject();
        json.writeEndObject();
    }

    /** Writes the members of {@code sharetap.execution} where an execution was seen. */
    static void executionOfAlert(
            JsonGenerator json,
            long epochNanos,
            long afterNanos,
            String via,
            String act,
            String name,
            String command,
            String tool)
            throws IOException {
        json.writeBooleanField("observed", true);
        EventWriter writer = new EventWriter(json);
        writer.text("via", via);
        writer.text("act", act);
        writer.text("name", name);
        writer.text("command", command);
        writer.text("tool", tool);
        writer.time("at", epochNanos);
        json.writeNumberField("seconds_after_write", Math.round(afterNanos / 1e6) / 1e3);
    }
}
