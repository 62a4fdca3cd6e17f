package io.sharetap.status;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.sharetap.event.EventCodec;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;

/**
 * Writes the latest alerts as JSON: their records, each with the writes folded into it and the executions since.
 *
 * <p>An answer has at most 512 Ki characters of records, or a single record: each of the open connections may be a slow
 * reader that holds one answer in memory.
 */
final class AlertsText {
    static final int CHARS_MAX = 512 << 10;

    private final JsonFactory json = new JsonFactory();
    private final RecentAlerts alerts;

    AlertsText(RecentAlerts alerts) {
        this.alerts = alerts;
    }

    String text(AlertQuery query) throws IOException {
        List<RecentAlerts.Kept> found = alerts.latest(query);
        int answered = answered(found, query.limit());
        boolean more = answered < found.size();
        StringWriter text = new StringWriter();
        try (JsonGenerator out = json.createGenerator(text)) {
            out.writeStartObject();
            out.writeNumberField("raised", alerts.raised());
            out.writeBooleanField("more", more);
            out.writeArrayFieldStart("alerts");
            for (RecentAlerts.Kept kept : found.subList(0, answered)) {
                out.writeStartObject();
                out.writeNumberField("folded_since", kept.foldedSince());
                if (kept.updatedNanos() != 0) {
                    out.writeStringField("updated", EventCodec.timestamp(kept.updatedNanos()));
                }
                executions(out, kept);
                out.writeFieldName("record");
                out.writeRawValue(kept.json);
                out.writeEndObject();
            }
            out.writeEndArray();
            out.writeEndObject();
        }
        return text.toString();
    }

    private static void executions(JsonGenerator out, RecentAlerts.Kept kept) throws IOException {
        if (kept.executions().isEmpty()) {
            return;
        }
        out.writeArrayFieldStart("executions");
        for (RecentAlerts.Ran ran : kept.executions()) {
            out.writeStartObject();
            out.writeStringField("at", EventCodec.timestamp(ran.epochNanos()));
            out.writeStringField("words", ran.words());
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private static int answered(List<RecentAlerts.Kept> found, int limit) {
        int count = 0;
        long chars = 0;
        while (count < Math.min(found.size(), limit)) {
            chars += found.get(count).chars();
            if (chars > CHARS_MAX && count > 0) {
                break;
            }
            count++;
        }
        return count;
    }
}
