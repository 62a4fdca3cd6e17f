package io.sharetap.baseline;

/**
 * Counts what a baseline holds and what it had to drop.
 *
 * @param executables entries by whole content
 * @param heads entries by the first 4,096 bytes
 * @param knownDestinations hosts that received executables in the window
 * @param evicted entries dropped because a map was full, the oldest first
 * @param expired entries dropped because they left the window
 * @param refused entries that a full map could not take
 * @param setAside events too far in the past or the future to count
 * @param diskFull how often the disk had no room
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
