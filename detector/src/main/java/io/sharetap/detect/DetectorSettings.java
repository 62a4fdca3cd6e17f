package io.sharetap.detect;

import io.sharetap.alert.AlertSettings;
import io.sharetap.score.ScoreSettings;

/**
 * Holds every number of the detector. Immutable; {@link #defaults()} are those of {@code docs/detection.md}.
 *
 * @param score numbers by which a write is judged
 * @param alert numbers that decide when an alert is raised, and what is folded into it
 * @param fanOutNanos time within which destinations count for a fan-out
 * @param fanOutEntriesMax destinations remembered for that; the oldest are dropped first
 * @param executedNanos time before or after a write within which an execution belongs to it
 * @param executionsMax executions remembered; the oldest are dropped first
 * @param judgedMax writes remembered, to be judged again when an execution follows; the oldest are dropped first
 * @param actsMax acts of clients in the last hour, remembered in all; the oldest are dropped first
 * @param writesMax writes remembered, to tell whether a later record of the same file says anything new; the oldest are
 *     dropped first
 */
public record DetectorSettings(
        ScoreSettings score,
        AlertSettings alert,
        long fanOutNanos,
        int fanOutEntriesMax,
        long executedNanos,
        int executionsMax,
        int judgedMax,
        int actsMax,
        int writesMax) {
    private static final long MINUTE_NANOS = 60_000_000_000L;

    /** Refuses invalid values; the message names the setting. */
    public DetectorSettings {
        require(fanOutEntriesMax, "fanOutEntriesMax");
        require(executionsMax, "executionsMax");
        require(judgedMax, "judgedMax");
        require(actsMax, "actsMax");
        require(writesMax, "writesMax");
    }

    private static void require(int entries, String name) {
        if (entries < 1) {
            throw new IllegalArgumentException(name + " is at least 1");
        }
    }

    /** The numbers that hold unless the settings say otherwise. */
    public static DetectorSettings defaults() {
        return of(ScoreSettings.defaults(), AlertSettings.defaults());
    }

    /** The default numbers, with other settings of score and alert. */
    public static DetectorSettings of(ScoreSettings score, AlertSettings alert) {
        return new DetectorSettings(
                score, alert, 60 * MINUTE_NANOS, 1 << 17, 10 * MINUTE_NANOS, 1 << 16, 1 << 13, 1 << 16, 1 << 14);
    }

    /** These numbers, with other settings of alerts. */
    public DetectorSettings with(AlertSettings otherAlert) {
        return new DetectorSettings(
                score,
                otherAlert,
                fanOutNanos,
                fanOutEntriesMax,
                executedNanos,
                executionsMax,
                judgedMax,
                actsMax,
                writesMax);
    }
}
