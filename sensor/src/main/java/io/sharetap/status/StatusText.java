package io.sharetap.status;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.sharetap.base.Anomaly;
import io.sharetap.base.Count;
import io.sharetap.capture.InterfaceCounts;
import io.sharetap.detect.DetectorCounts;
import io.sharetap.event.EventCodec;
import io.sharetap.output.deliver.OutputCounts;
import io.sharetap.pipeline.PipelineState;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Instant;

/** Writes the sensor's state as JSON, for scripts and the page. */
final class StatusText {
    private final JsonFactory json = new JsonFactory();
    private final SensorView view;
    private final RecentAlerts alerts;
    private final RecentBlind blind;
    private final Instant started = Instant.now();

    StatusText(SensorView view, RecentAlerts alerts, RecentBlind blind) {
        this.view = view;
        this.alerts = alerts;
        this.blind = blind;
    }

    String text() throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = json.createGenerator(text)) {
            out.writeStartObject();
            out.writeBooleanField("ready", ready());
            out.writeStringField("now", Instant.now().toString());
            out.writeStringField("started", started.toString());
            out.writeNumberField("alerts_raised", alerts.raised());
            interfaces(out);
            pipeline(out, view.pipeline());
            lag(out);
            detector(out, view.detector());
            blind(out);
            outputs(out);
            out.writeEndObject();
        }
        return text.toString();
    }

    /** Whether frames can come, and writes can be judged. */
    boolean ready() {
        return view.detector() != null && view.interfaces().stream().anyMatch(InterfaceCounts::up);
    }

    private void interfaces(JsonGenerator out) throws IOException {
        out.writeArrayFieldStart("interfaces");
        for (InterfaceCounts each : view.interfaces()) {
            out.writeStartObject();
            out.writeStringField("name", each.name());
            out.writeBooleanField("up", each.up());
            out.writeNumberField("packets", each.packets());
            out.writeNumberField("bytes", each.bytes());
            out.writeObjectFieldStart("dropped");
            out.writeNumberField("kernel", each.droppedKernel());
            out.writeNumberField("interface", each.droppedInterface());
            out.writeNumberField("ring", each.droppedRing());
            out.writeEndObject();
            out.writeNumberField("ring_used_bytes", each.ringUsedBytes());
            out.writeNumberField("ring_bytes", each.ringBytes());
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private static void pipeline(JsonGenerator out, PipelineState state) throws IOException {
        out.writeNumberField("flows", state.flows());
        out.writeNumberField("held_bytes", state.heldBytes());
        out.writeObjectFieldStart("counts");
        for (Count count : Count.values()) {
            out.writeNumberField(count.label(), state.counts().of(count));
        }
        out.writeEndObject();
        out.writeObjectFieldStart("anomalies");
        for (Anomaly anomaly : Anomaly.values()) {
            if (state.counts().of(anomaly) > 0) {
                out.writeNumberField(anomaly.label(), state.counts().of(anomaly));
            }
        }
        out.writeEndObject();
    }

    /** Writes the seconds behind the wire by stage; a stage that has seen nothing yet is left out. */
    private void lag(JsonGenerator out) throws IOException {
        out.writeObjectFieldStart("lag_seconds");
        lag(out, "decode", view.pipeline().readNanos());
        lag(out, "assemble", view.pipeline().assembledNanos());
        lag(out, "judge", view.judgedNanos());
        out.writeEndObject();
    }

    private static void lag(JsonGenerator out, String stage, long epochNanos) throws IOException {
        if (epochNanos > 0) {
            out.writeNumberField(stage, SensorMeters.lag(epochNanos));
        }
    }

    private void blind(JsonGenerator out) throws IOException {
        out.writeArrayFieldStart("blind");
        for (RecentBlind.Kept each : blind.all()) {
            out.writeStartObject();
            out.writeStringField("client", each.client());
            out.writeStringField("destination", each.destination());
            out.writeStringField("reason", each.reason());
            out.writeNumberField("sessions", each.times());
            out.writeStringField("last", EventCodec.timestamp(each.lastNanos()));
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private void outputs(JsonGenerator out) throws IOException {
        out.writeArrayFieldStart("outputs");
        for (OutputCounts each : view.outputs()) {
            out.writeStartObject();
            out.writeStringField("name", each.name());
            out.writeBooleanField("up", each.up());
            out.writeNumberField("records", each.taken());
            out.writeNumberField("waiting", each.queuedRecords() + each.spilledRecords());
            out.writeNumberField("lost", each.lostInAll());
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private void detector(JsonGenerator out, DetectorCounts counts) throws IOException {
        if (counts == null) {
            return;
        }
        out.writeObjectFieldStart("baseline");
        out.writeNumberField("observed_days", counts.baseline().observedDays());
        out.writeNumberField("activation_days", view.activationDays());
        out.writeNumberField("executables", counts.baseline().executables());
        out.writeNumberField("executables_max", view.capacityOf("executables"));
        out.writeNumberField("destinations", counts.baseline().destinations());
        out.writeNumberField("destinations_max", view.capacityOf("destinations"));
        out.writeNumberField("evicted", counts.baseline().evicted());
        out.writeNumberField("disk_full", counts.baseline().diskFull());
        out.writeEndObject();
        out.writeNumberField("executable_writes", counts.executableWrites());
    }
}
