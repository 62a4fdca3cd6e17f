package io.sharetap.output;

import io.sharetap.alert.Alert;
import io.sharetap.alert.AlertUpdate;
import io.sharetap.event.SensorEvent;

/** Takes records and does nothing: for tests that look at some of them, or at none. */
public class IgnoringOutput implements RecordSink {
    @Override
    public void onEvent(SensorEvent event) {}

    @Override
    public void onAlert(Alert alert) {}

    @Override
    public void onAlertUpdate(AlertUpdate update) {}

    @Override
    public void flush() {}
}
