package io.sharetap.alert;

/**
 * Holds every number that decides when an alert is raised and what is folded into it. Immutable; {@link #defaults()}
 * are those of {@code docs/detection.md}.
 *
 * @param activationDays observed days from which alerts are raised; 0: from the first event on
 * @param activeDaysLeast number of observed days in the window with which alerts continue to be raised, once they were
 * @param foldNanos time after an alert for which its story takes further writes
 * @param updateAfterNanos time after which a folded write is reported at the latest
 * @param storiesMax stories remembered at once; the oldest is dropped first
 * @param foldedPerUpdateMax folded writes of one story that wait for their update; one more sends it at once
 * @param foldedMax folded writes of all stories that wait; one more sends the oldest story's update at once
 */
public record AlertSettings(
        int activationDays,
        int activeDaysLeast,
        long foldNanos,
        long updateAfterNanos,
        int storiesMax,
        int foldedPerUpdateMax,
        int foldedMax) {
    private static final long HOUR_NANOS = 3_600_000_000_000L;

    /** Observed days from which the baseline is active, whatever the setting. */
    static final int BASELINE_ACTIVE_DAYS = 14;

    /** Refuses invalid values; the message names the setting. */
    public AlertSettings {
        if (storiesMax < 1) {
            throw new IllegalArgumentException("storiesMax is at least 1");
        }
    }

    /** The numbers that hold unless the settings say otherwise. */
    public static AlertSettings defaults() {
        return new AlertSettings(BASELINE_ACTIVE_DAYS, 7, 24 * HOUR_NANOS, HOUR_NANOS, 20_000, 1_000, 20_000);
    }

    /**
     * These numbers, with alerts raised from so many observed days on; 0 is a hunt, which raises from the first event
     * on.
     */
    public AlertSettings withActivationDays(int days) {
        return new AlertSettings(
                days, activeDaysLeast, foldNanos, updateAfterNanos, storiesMax, foldedPerUpdateMax, foldedMax);
    }
}
