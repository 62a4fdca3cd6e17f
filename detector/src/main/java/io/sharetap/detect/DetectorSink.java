package io.sharetap.detect;

import io.sharetap.alert.AlertSink;
import io.sharetap.event.SensorEvent;

/** Takes what is to be put out, in its final order: each event, then the alert that it raised. */
public interface DetectorSink extends AlertSink {
    /** An event as it was seen. */
    void onEvent(SensorEvent event);
}
