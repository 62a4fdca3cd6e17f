package io.sharetap.status;

import io.sharetap.alert.Alert;
import io.sharetap.alert.AlertUpdate;
import io.sharetap.event.BlindSession;
import io.sharetap.event.ExecutionObserved;
import io.sharetap.event.SensorEvent;
import io.sharetap.output.RecordSink;

/** Passes records to the output, and remembers those that the page shows. */
final class RecentRecords implements RecordSink {
    private final RecentAlerts alerts;
    private final RecentBlind blind;
    private final RecordSink output;

    RecentRecords(RecentAlerts alerts, RecentBlind blind, RecordSink output) {
        this.alerts = alerts;
        this.blind = blind;
        this.output = output;
    }

    @Override
    public void onEvent(SensorEvent event) {
        if (event instanceof BlindSession session) {
            blind.onBlind(session);
        } else if (event instanceof ExecutionObserved execution && execution.written() != null) {
            alerts.onExecution(execution);
        }
        output.onEvent(event);
    }

    @Override
    public void onAlert(Alert alert) {
        alerts.onAlert(alert);
        output.onAlert(alert);
    }

    @Override
    public void onAlertUpdate(AlertUpdate update) {
        alerts.onAlertUpdate(update);
        output.onAlertUpdate(update);
    }

    @Override
    public void flush() {
        output.flush();
    }

    @Override
    public void settle() {
        output.settle();
    }
}
