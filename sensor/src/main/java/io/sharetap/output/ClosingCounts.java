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

    /** Opening a pipe shows that a tool's service runs; what ran it is told better by the call before. */
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

    /** Of each alert the last, as what is created first is started then. */
    private void onRun(ExecutionObserved execution) {
        String alertId = execution.written().alertId();
        boolean known = runOfAlert.containsKey(alertId);
        if (known ? !PIPE.equals(execution.via()) : runOfAlert.size() < RUN_LISTED_MAX) {
            runOfAlert.put(alertId, "alert " + alertId + ": " + EventLine.what(execution));
        }
    }

    private void onWrite(FileWrite write) {
        if (write.continues() != null) {
            return; // the same file once more
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

    /** What was run of what alerts tell, after they were raised; of the first few. */
    Collection<String> runOfAlerts() {
        return runOfAlert.values();
    }

    /** Who could not be seen, why, and how often. */
    Map<String, Long> blindBetween() {
        return blindBetween;
    }

    long blindNotListed() {
        return blindNotListed;
    }
}
