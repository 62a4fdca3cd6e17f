package io.sharetap.baseline;

/**
 * Counts what a baseline holds and what it had to let go.
 *
 * @param executables entries by whole content
 * @param heads entries by the first 4,096 bytes
 * @param knownDestinations hosts that received executables in the window
 * @param evicted entries that went because a map was full, the oldest first
 * @param expired entries that went because they left the window
 * @param refused entries that a full map could not take
 * @param setAside events too far in the past or the future to count
 * @param diskFull times that the disk had no room for what was to be stored
 */
public record BaselineCounts(
        long executables,
        long heads,
        long destinations,
        long clients,
        long places,
        long pairs,
        long writesOfDay,
        long knownDestinations,
        long evicted,
        long expired,
        long refused,
        long setAside,
        long observedDays,
        long diskFull) {}
