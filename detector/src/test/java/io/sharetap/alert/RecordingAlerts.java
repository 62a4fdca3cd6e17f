package io.sharetap.alert;

import java.util.ArrayList;
import java.util.List;

/** Keeps what an alerter gives. */
final class RecordingAlerts implements AlertSink {
    final List<Alert> alerts = new ArrayList<>();
    final List<AlertUpdate> updates = new ArrayList<>();

    @Override
    public void onAlert(Alert alert) {
        alerts.add(alert);
    }

    @Override
    public void onAlertUpdate(AlertUpdate update) {
        updates.add(update);
    }

    List<Variation> variations() {
        return alerts.stream().map(Alert::variation).toList();
    }
}
