package io.sharetap.status;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.sharetap.base.Anomaly;
import io.sharetap.base.Count;
import io.sharetap.capture.InterfaceCounts;
import io.sharetap.detect.DetectorCounts;
import io.sharetap.pipeline.PipelineState;
import java.io.IOException;
import java.io.StringWriter;

/** Writes the sensor's state as JSON, for scripts and the page. */
final class StatusText {
    private final JsonFactory json = new JsonFactory();
    private final SensorView view;

    StatusText(SensorView view) {
        this.view = view;
    }

    String text() throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = json.createGenerator(text)) {
            out.writeStartObject();
            out.writeBooleanField("ready", ready());
            interfaces(out);
            pipeline(out, view.pipeline());
            detector(out, view.detector());
            out.writeEndObject();
        }
        return text.toString();
    }

    /** Frames can come, and what is written can be judged. */
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

    private void detector(JsonGenerator out, DetectorCounts counts) throws IOException {
        if (counts == null) {
            return;
        }
        out.writeObjectFieldStart("baseline");
        out.writeNumberField("observed_days", counts.baseline().observedDays());
        out.writeNumberField("activation_days", view.activationDays());
        out.writeNumberField("executables", counts.baseline().executables());
        out.writeNumberField("destinations", counts.baseline().destinations());
        out.writeNumberField("evicted", counts.baseline().evicted());
        out.writeNumberField("disk_full", counts.baseline().diskFull());
        out.writeEndObject();
        out.writeNumberField("executable_writes", counts.executableWrites());
    }
}
