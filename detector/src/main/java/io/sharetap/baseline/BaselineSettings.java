package io.sharetap.baseline;

/**
 * Holds the numbers by which the baseline remembers and judges; {@code docs/detection.md} says what they mean.
 *
 * @param windowDays complete days before an event's day that count as its history, 1 to 30
 * @param activationDays observed days in the window from which the baseline is active
 * @param keepActiveDays observed days with which an active baseline stays active
 * @param executable when an executable is uncommon: by its destinations, out of all known destinations
 * @param destination when a destination is uncommon: by its similar days, out of the observed days
 * @param holdDays days for which an executable stays uncommon after a high alert
 * @param lateDaysMax an event of at most so many days before the current one is still judged, though its day has closed
 * @param aheadDaysMax an event of more days ahead does not move the window, until others agree with it
 * @param capacity bounds of the maps
 * @param folderBytesMax the most bytes on disk for all maps of a stored baseline
 */
public record BaselineSettings(
        int windowDays,
        int activationDays,
        int keepActiveDays,
        Threshold executable,
        Threshold destination,
        int holdDays,
        int lateDaysMax,
        int aheadDaysMax,
        Capacity capacity,
        long folderBytesMax) {

    /** The most days of history that can be held. */
    public static final int WINDOW_DAYS_MAX = 30;

    private static final long FOLDER_BYTES_MAX = 4L << 30;

    /** Refuses invalid values; the message names the setting. */
    public BaselineSettings {
        require(windowDays >= 1 && windowDays <= WINDOW_DAYS_MAX, "windowDays is 1 to " + WINDOW_DAYS_MAX);
        require(holdDays >= 0 && holdDays <= WINDOW_DAYS_MAX, "holdDays is 0 to " + WINDOW_DAYS_MAX);
        require(activationDays <= windowDays, "activationDays is no more than window-days, so many can be observed");
        require(keepActiveDays <= activationDays, "keepActiveDays is no more than activation-days");
        require(lateDaysMax >= 0, "lateDaysMax is not negative");
        require(aheadDaysMax >= 1, "aheadDaysMax is at least 1");
    }

    /**
     * Entries that each map may hold; beyond, the oldest go first.
     *
     * @param executables executables known by their whole content, and as many by their first 4,096 bytes
     * @param destinations hosts that received executables
     * @param clients hosts that wrote executables, and as many places
     * @param pairs client and destination together
     * @param writesOfDay different writes of one day (destination, kind of place, executable)
     */
    public record Capacity(long executables, long destinations, long clients, long pairs, long writesOfDay) {
        static final long LEAST = 64;

        /** Refuses invalid values; the message names the setting. */
        public Capacity {
            require(executables >= LEAST, "executables is at least " + LEAST);
            require(destinations >= LEAST, "destinations is at least " + LEAST);
            require(clients >= LEAST, "clients is at least " + LEAST);
            require(pairs >= LEAST, "pairs is at least " + LEAST);
            require(writesOfDay >= LEAST, "writesOfDay is at least " + LEAST);
        }

        public static Capacity defaults() {
            return new Capacity(1_000_000, 200_000, 200_000, 1_000_000, 1_000_000);
        }
    }

    /** The numbers of {@code docs/detection.md}. */
    public static BaselineSettings defaults() {
        return new BaselineSettings(
                30,
                14,
                7,
                new Threshold(0.70, 10),
                new Threshold(0.60, 15),
                30,
                1,
                45,
                Capacity.defaults(),
                FOLDER_BYTES_MAX);
    }

    /** These settings with other bounds. */
    public BaselineSettings withCapacity(Capacity bounds) {
        return withBounds(bounds, folderBytesMax);
    }

    /** These settings with another bound in bytes. */
    public BaselineSettings withFolderBytesMax(long bytes) {
        return withBounds(capacity, bytes);
    }

    private BaselineSettings withBounds(Capacity bounds, long bytes) {
        return new BaselineSettings(
                windowDays,
                activationDays,
                keepActiveDays,
                executable,
                destination,
                holdDays,
                lateDaysMax,
                aheadDaysMax,
                bounds,
                bytes);
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException("baseline setting out of range: " + rule);
        }
    }
}
