package io.sharetap.output;

import io.sharetap.alert.Alert;
import io.sharetap.alert.AlertUpdate;
import io.sharetap.alert.Severity;
import io.sharetap.event.BlindSession;
import io.sharetap.event.ExecutionObserved;
import io.sharetap.event.FileWrite;
import io.sharetap.event.SensorEvent;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Counts records for the closing table. */
final class ClosingCounts {
    private static final int BLIND_LISTED_MAX = 20;
    private static final int RUN_LISTED_MAX = 20;

    /** An opened pipe only shows that a tool's service runs; the call before it says better what ran it. */
    private static final String PIPE = "pipe";

    private final Map<Severity, Long> alerts = new EnumMap<>(Severity.class);
    private final Map<String, Long> blindBetween = new LinkedHashMap<>();
    private final Map<String, String> runOfAlert = new LinkedHashMap<>();
    private long blindSessions;
    private long blindNotListed;
    private long writes;
    private long refusedWrites;
    private long executables;
    private long foldedWrites;

    void onEvent(SensorEvent event) {
        if (event instanceof FileWrite write) {
            onWrite(write);
        } else if (event instanceof BlindSession blind) {
            onBlind(blind);
        } else if (event instanceof ExecutionObserved execution && execution.written() != null) {
            onRun(execution);
        }
    }

    /** Keeps the last execution of each alert: a service, for instance, is first created, then started. */
    private void onRun(ExecutionObserved execution) {
        String alertId = execution.written().alertId();
        boolean known = runOfAlert.containsKey(alertId);
        if (known ? !PIPE.equals(execution.via()) : runOfAlert.size() < RUN_LISTED_MAX) {
            runOfAlert.put(alertId, "alert " + alertId + ": " + EventLine.what(execution));
        }
    }

    private void onWrite(FileWrite write) {
        if (write.continues() != null) {
            return; // another record of the same file
        }
        if (write.outcome() == FileWrite.Outcome.FAILURE) {
            refusedWrites++;
            return;
        }
        writes++;
        if (write.executable()) {
            executables++;
        }
    }

    private void onBlind(BlindSession blind) {
        blindSessions++;
        String between = blind.client() + " -> " + blind.destination() + "  " + blind.reason();
        if (blindBetween.containsKey(between) || blindBetween.size() < BLIND_LISTED_MAX) {
            blindBetween.merge(between, 1L, Long::sum);
        } else {
            blindNotListed++;
        }
    }

    void onAlert(Alert alert) {
        alerts.merge(alert.variation().severity(), 1L, Long::sum);
    }

    void onAlertUpdate(AlertUpdate update) {
        foldedWrites += update.foldedWrites().size();
    }

    long alerts(Severity severity) {
        return alerts.getOrDefault(severity, 0L);
    }

    long writes() {
        return writes;
    }

    long refusedWrites() {
        return refusedWrites;
    }

    long executables() {
        return executables;
    }

    long foldedWrites() {
        return foldedWrites;
    }

    long blindSessions() {
        return blindSessions;
    }

    /** What was run of the files of alerts, after these were raised; for the first few alerts. */
    Collection<String> runOfAlerts() {
        return runOfAlert.values();
    }

    /** How often each pair of hosts could not be seen, and why. */
    Map<String, Long> blindBetween() {
        return blindBetween;
    }

    long blindNotListed() {
        return blindNotListed;
    }
}
