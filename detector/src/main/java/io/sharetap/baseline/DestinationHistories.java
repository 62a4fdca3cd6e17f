package io.sharetap.baseline;

import io.sharetap.event.IpAddress;

/**
 * Is the part of a baseline that knows destinations, for those that fall to it. The days are told by the caller. One
 * thread owns it.
 */
public final class DestinationHistories {
    private final Destinations destinations;
    private final Keys keys = new Keys();
    private final LastObservation last = new LastObservation();
    private final int windowDays;

    /**
     * What is known of a destination before a day, of the kind of place asked for.
     *
     * @param similarDays days in the window on which an uncommon executable was written there
     * @param executableDays days in the window on which it received any executable
     */
    public record Answer(int similarDays, int executableDays, long firstSeenNanos, long lastSeenNanos) {}

    /** Counts what is in the store anew. */
    public DestinationHistories(BaselineSettings settings, HistoryStore store) {
        destinations = new Destinations(new StoredEntries(store), settings.windowDays());
        windowDays = settings.windowDays();
    }

    /** Answers by the days before {@code day}; then, where it is to be recorded, {@code day} is an executable day. */
    public Answer see(IpAddress destination, Placement.Kind kind, long day, long epochNanos, boolean recorded) {
        destinations.see(keys.destination(destination), kind, day, epochNanos, recorded, last);
        return new Answer(
                last.similarDays, last.destinationDays, last.destinationFirstNanos, last.destinationLastNanos);
    }

    /** The day was a similar one; it counts from the next on. */
    public void markSimilar(IpAddress destination, Placement.Kind kind, long day) {
        Entry key = keys.destination(destination);
        if (!destinations.similarToday(key, kind, day)) {
            destinations.markSimilar(key, kind, day);
        }
    }

    /** Unites what another baseline knew, up to that day, with what is known here. */
    public void merge(BaselineEntry entry, long day) {
        destinations.merge(entry.keyEntry(), entry.valueEntry(), day);
    }

    /** Destinations that received an executable in the window of a day on which some were seen already. */
    public long knownOn(long day) {
        destinations.resume(day);
        return destinations.known();
    }

    /** Destinations that received an executable in the window with that day. */
    public long knownWith(long day) {
        return destinations.knownWith(day);
    }

    /** Destinations that received an executable in the window of a day on which none was seen yet. */
    public long knownBefore(long day) {
        return destinations.receivedIn(day - windowDays, day - 1);
    }
}
