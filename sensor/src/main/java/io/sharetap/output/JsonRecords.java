package io.sharetap.output;

import io.sharetap.alert.Alert;
import io.sharetap.alert.AlertCodec;
import io.sharetap.alert.AlertUpdate;
import io.sharetap.event.EventCodec;
import io.sharetap.event.SensorEvent;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Consumer;

/** Writes records for machines: one JSON object of the Elastic Common Schema a line, and nothing else. */
public final class JsonRecords implements RecordSink {
    private final EventCodec events = new EventCodec();
    private final AlertCodec alerts = new AlertCodec();
    private final OutputStreamText out;
    private final EventLevel level;

    /**
     * Makes the writer.
     *
     * @param onBroken called once when the stream takes no more; whatever comes after is dropped
     */
    public JsonRecords(OutputStream stream, EventLevel level, Consumer<IOException> onBroken) {
        this.out = new OutputStreamText(stream, onBroken);
        this.level = level;
    }

    @Override
    public void onEvent(SensorEvent event) {
        if (level.shows(event)) {
            line(events.toJson(event));
        }
    }

    @Override
    public void onAlert(Alert alert) {
        if (level.showsAlerts()) {
            line(alerts.toJson(alert));
        }
    }

    @Override
    public void onAlertUpdate(AlertUpdate update) {
        if (level.showsAlerts()) {
            line(alerts.toJson(update));
        }
    }

    private void line(String json) {
        out.write(json);
        out.write("\n");
    }

    @Override
    public void flush() {
        out.flush();
    }
}
