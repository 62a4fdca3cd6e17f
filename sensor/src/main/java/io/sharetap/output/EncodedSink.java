package io.sharetap.output;

import io.sharetap.alert.Alert;
import io.sharetap.alert.AlertUpdate;
import io.sharetap.event.SensorEvent;

/** Takes records in a form that is made once for all outputs. */
interface EncodedSink extends RecordSink {
    /** One that other outputs may have encoded already. */
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
