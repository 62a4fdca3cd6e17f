package io.sharetap.baseline;

/**
 * Says how usual an executable write is, by the 30 days before its day; {@code score} judges by it. Immutable.
 *
 * <p>Days are UTC days counted from 1970-01-01; -1 where there is none.
 */
public record Rarity(
        ExecutableHistory executable, DestinationHistory destination, ClientHistory client, BaselineStatus baseline)
        implements Observation {

    @Override
    public int similarDays() {
        return destination.similarDays();
    }

    @Override
    public Rarity rarity() {
        return this;
    }

    /**
     * History of the executable.
     *
     * @param destinations n: distinct destinations it was written to in the window
     * @param knownDestinations N: destinations that received any executable in the window, before its floor of 10
     * @param days days in the window on which it was written
     * @param firstSeenNanos event time of the first sighting that is remembered, -1: none is
     * @param lastSeenNanos event time of the last before today, -1: none is remembered
     * @param partial whether the history is only that of its first 4,096 bytes, or none where not even those are known
     * @param heldUncommon whether it raised a high alert in the last 30 days and this client was not reported with it
     *     on an earlier day, so it counts as uncommon whatever the numbers
     */
    public record ExecutableHistory(
            long destinations,
            long knownDestinations,
            int days,
            long firstSeenNanos,
            long lastSeenNanos,
            boolean partial,
            boolean heldUncommon)
            implements Observation.Spread {}

    /**
     * History of the destination, of the kind of place written to.
     *
     * @param kind {@code runs}, {@code admin} or {@code data}
     * @param similarDays n: days in the window on which an uncommon executable was written there
     * @param executableDays days in the window on which it received any executable, in any kind of place
     * @param firstSeenNanos event time of the first executable that is remembered, -1: none is
     * @param lastSeenNanos event time of the last before today, -1: none is remembered
     */
    public record DestinationHistory(
            String kind, int similarDays, int executableDays, long firstSeenNanos, long lastSeenNanos) {}

    /**
     * History of the client.
     *
     * @param pairDays days in the window on which it wrote an executable to this destination
     * @param destinations distinct destinations it wrote executables to in the window
     * @param placeDays days in the window on which it wrote executables to this place (share and first folder)
     * @param placeFirstDay first of those days
     * @param placeLastDay last of those days
     * @param placeDestinations distinct destinations of those writes
     */
    public record ClientHistory(
            int pairDays,
            long destinations,
            int placeDays,
            long placeFirstDay,
            long placeLastDay,
            long placeDestinations) {}

    /**
     * The state of the baseline.
     *
     * @param observedDays days of the window on which SMB was seen
     * @param diskFull true: the disk had no room, so that the next run will know less
     */
    public record BaselineStatus(State state, int observedDays, boolean diskFull) {
        /** A status without a full disk. */
        public BaselineStatus(State state, int observedDays) {
            this(state, observedDays, false);
        }
    }

    /** See {@code docs/detection.md}, "Activation". */
    public enum State {
        COLD,
        TRAINING,
        ACTIVE
    }
}
