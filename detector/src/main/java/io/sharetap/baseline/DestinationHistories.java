package io.sharetap.baseline;

import io.sharetap.event.IpAddress;

/**
 * One part of a baseline in a fleet: knows the destinations that fall to it. The caller says which day it is. One
 * thread owns it.
 */
public final class DestinationHistories {
    private final Destinations destinations;
    private final Keys keys = new Keys();
    private final LastObservation last = new LastObservation();
    private final int windowDays;

    /**
     * What is known of a destination before a day, for the requested kind of place.
     *
     * @param similarDays days in the window on which an uncommon executable was written there
     * @param executableDays days in the window on which it received any executable
     */
    public record Answer(int similarDays, int executableDays, long firstSeenNanos, long lastSeenNanos) {}

    /** Counts the destinations in the store once. */
    public DestinationHistories(BaselineSettings settings, HistoryStore store) {
        destinations = new Destinations(new StoredEntries(store), settings.windowDays());
        windowDays = settings.windowDays();
    }

    /** Judges by the days before {@code day}; then, where {@code recorded}, {@code day} is an executable day. */
    public Answer see(IpAddress destination, Placement.Kind kind, long day, long epochNanos, boolean recorded) {
        destinations.see(keys.destination(destination), kind, day, epochNanos, recorded, last);
        return new Answer(
                last.similarDays, last.destinationDays, last.destinationFirstNanos, last.destinationLastNanos);
    }

    /** Marks the day as a similar one; it counts from the next day on. */
    public void markSimilar(IpAddress destination, Placement.Kind kind, long day) {
        Entry key = keys.destination(destination);
        if (!destinations.similarToday(key, kind, day)) {
            destinations.markSimilar(key, kind, day);
        }
    }

    /** Merges what another baseline knew, up to that day. */
    public void merge(BaselineEntry entry, long day) {
        destinations.merge(entry.keyEntry(), entry.valueEntry(), day);
    }

    /**
     * Destinations that received an executable in the window before this day; for a day on which some were seen
     * already.
     */
    public long knownOn(long day) {
        destinations.resume(day);
        return destinations.known();
    }

    /** Destinations that received an executable in the window, or on that day. */
    public long knownWith(long day) {
        return destinations.knownWith(day);
    }

    /** Destinations that received an executable in the window before this day; for a day on which none was seen yet. */
    public long knownBefore(long day) {
        return destinations.receivedIn(day - windowDays, day - 1);
    }
}
