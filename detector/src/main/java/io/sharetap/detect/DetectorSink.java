package io.sharetap.detect;

import io.sharetap.event.SensorEvent;

/** Takes what is to be put out, in its final order. */
public interface DetectorSink {
    /** An event as it was seen. */
    void onEvent(SensorEvent event);

    // onAlert(Alert), onAlertUpdate(AlertUpdate): added with the alert room
}
