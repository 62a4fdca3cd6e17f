package io.sharetap.detect;

import io.sharetap.alert.Alert;
import io.sharetap.alert.AlertUpdate;
import io.sharetap.event.SensorEvent;
import java.util.ArrayList;
import java.util.List;

/** Keeps what a detector gives, and in which order. */
final class RecordingSink implements DetectorSink {
    final List<SensorEvent> events = new ArrayList<>();
    final List<Alert> alerts = new ArrayList<>();
    final List<AlertUpdate> updates = new ArrayList<>();
    final List<String> order = new ArrayList<>();

    @Override
    public void onEvent(SensorEvent event) {
        events.add(event);
        order.add("event");
    }

    @Override
    public void onAlert(Alert alert) {
        alerts.add(alert);
        order.add("alert " + alert.variation().ruleId());
    }

    @Override
    public void onAlertUpdate(AlertUpdate update) {
        updates.add(update);
        order.add("update");
    }
}
