package io.sharetap.output;

import io.sharetap.alert.Alert;
import io.sharetap.alert.AlertUpdate;
import io.sharetap.alert.Severity;
import io.sharetap.event.BlindSession;
import io.sharetap.event.FileWrite;
import io.sharetap.event.SensorEvent;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Counts records for the closing table. */
final class ClosingCounts {
    private static final int BLIND_LISTED_MAX = 20;

    private final Map<Severity, Long> alerts = new EnumMap<>(Severity.class);
    private final Map<String, Long> blindBetween = new LinkedHashMap<>();
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

    /** Who could not be seen, why, and how often. */
    Map<String, Long> blindBetween() {
        return blindBetween;
    }

    long blindNotListed() {
        return blindNotListed;
    }
}
