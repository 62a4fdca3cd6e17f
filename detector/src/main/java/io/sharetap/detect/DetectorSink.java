package io.sharetap.detect;

import io.sharetap.alert.AlertSink;
import io.sharetap.event.SensorEvent;

/** Takes the output in its final order: each event, then the alerts that it raised. */
public interface DetectorSink extends AlertSink {
    /** Takes an event as it was seen. */
    void onEvent(SensorEvent event);
}
