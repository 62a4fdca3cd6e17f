package io.sharetap.detect;

import io.sharetap.alert.AlertSettings;
import io.sharetap.score.ScoreSettings;

/**
 * Holds every number of the detector. Immutable; {@link #defaults()} are those of {@code docs/detection.md}.
 *
 * @param score by what a write is judged
 * @param alert when an alert is raised, and what is folded into it
 * @param fanOutNanos destinations reached within so long make a fan-out
 * @param fanOutEntriesMax destinations remembered for it; the oldest go first
 * @param executedNanos an execution so long before or after a write belongs to it
 * @param executionsMax executions remembered; the oldest go first
 * @param judgedMax alerts remembered to be judged again when an execution follows; the oldest go first
 * @param actsMax what clients did in the last hour, remembered in all; the oldest go first
 * @param writesMax writes remembered to tell what a later record of the same file changes; the oldest go first
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
