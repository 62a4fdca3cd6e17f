package io.sharetap.status;

import io.sharetap.alert.Alert;
import io.sharetap.alert.AlertUpdate;
import io.sharetap.event.SensorEvent;
import io.sharetap.output.RecordSink;
import java.util.ArrayList;
import java.util.List;

/** An output that keeps what it is given. */
final class Nowhere implements RecordSink {
    final List<SensorEvent> events = new ArrayList<>();
    int flushes;

    @Override
    public void onEvent(SensorEvent event) {
        events.add(event);
    }

    @Override
    public void onAlert(Alert alert) {}

    @Override
    public void onAlertUpdate(AlertUpdate update) {}

    @Override
    public void flush() {
        flushes++;
    }
}
