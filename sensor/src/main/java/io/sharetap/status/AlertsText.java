package io.sharetap.status;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.sharetap.event.EventCodec;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;

/** Writes the latest alerts as JSON: the records of the contract, each with what was folded into it since. */
final class AlertsText {
    private final JsonFactory json = new JsonFactory();
    private final RecentAlerts alerts;

    AlertsText(RecentAlerts alerts) {
        this.alerts = alerts;
    }

    String text(AlertQuery query) throws IOException {
        List<RecentAlerts.Kept> found = alerts.latest(query);
        boolean more = found.size() > query.limit();
        StringWriter text = new StringWriter();
        try (JsonGenerator out = json.createGenerator(text)) {
            out.writeStartObject();
            out.writeNumberField("raised", alerts.raised());
            out.writeBooleanField("more", more);
            out.writeArrayFieldStart("alerts");
            for (RecentAlerts.Kept kept : more ? found.subList(0, query.limit()) : found) {
                out.writeStartObject();
                out.writeNumberField("folded_since", kept.foldedSince());
                if (kept.updatedNanos() != 0) {
                    out.writeStringField("updated", EventCodec.timestamp(kept.updatedNanos()));
                }
                out.writeFieldName("record");
                out.writeRawValue(kept.json);
                out.writeEndObject();
            }
            out.writeEndArray();
            out.writeEndObject();
        }
        return text.toString();
    }
}
