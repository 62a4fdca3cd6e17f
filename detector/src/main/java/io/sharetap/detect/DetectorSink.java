package io.sharetap.detect;

import io.sharetap.alert.Alert;
import io.sharetap.alert.AlertUpdate;
import io.sharetap.event.SensorEvent;

/** Takes what is to be put out, in its final order: each event, then the alert that it raised. */
public interface DetectorSink {
    /** An event as it was seen. */
    void onEvent(SensorEvent event);

    void onAlert(Alert alert);

    void onAlertUpdate(AlertUpdate update);
}
