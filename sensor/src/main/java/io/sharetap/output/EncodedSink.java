package io.sharetap.output;

import io.sharetap.alert.Alert;
import io.sharetap.alert.AlertUpdate;
import io.sharetap.event.SensorEvent;

/** Takes records whose encoded forms are shared by all outputs. */
interface EncodedSink extends RecordSink {
    /** Takes a record that other outputs may have encoded already. */
    void put(EncodedRecord record);

    @Override
    default void onEvent(SensorEvent event) {
        put(EncodedRecord.of(event));
    }

    @Override
    default void onAlert(Alert alert) {
        put(EncodedRecord.of(alert));
    }

    @Override
    default void onAlertUpdate(AlertUpdate update) {
        put(EncodedRecord.of(update));
    }
}
