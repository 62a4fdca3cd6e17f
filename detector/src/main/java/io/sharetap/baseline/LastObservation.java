package io.sharetap.baseline;

/** The one observation of a baseline, overwritten with each write. */
final class LastObservation implements Observation, Observation.Spread {
    // Of the executable.
    long destinations;
    long knownDestinations;
    int executableDays;
    long executableFirstNanos;
    long executableLastNanos;
    boolean partial;
    boolean heldUncommon;

    // Of the destination.
    Placement.Kind kind;
    int similarDays;
    int destinationDays;
    long destinationFirstNanos;
    long destinationLastNanos;

    // Of the client.
    int pairDays;
    long clientDestinations;
    int placeDays;
    long placeFirstDay;
    long placeLastDay;
    long placeDestinations;

    Rarity.BaselineStatus baseline;

    @Override
    public Spread executable() {
        return this;
    }

    @Override
    public long destinations() {
        return destinations;
    }

    @Override
    public long knownDestinations() {
        return knownDestinations;
    }

    @Override
    public boolean heldUncommon() {
        return heldUncommon;
    }

    @Override
    public int similarDays() {
        return similarDays;
    }

    @Override
    public Rarity.BaselineStatus baseline() {
        return baseline;
    }

    @Override
    public Rarity rarity() {
        return new Rarity(
                new Rarity.ExecutableHistory(
                        destinations,
                        knownDestinations,
                        executableDays,
                        executableFirstNanos,
                        executableLastNanos,
                        partial,
                        heldUncommon),
                new Rarity.DestinationHistory(
                        kind.label(), similarDays, destinationDays, destinationFirstNanos, destinationLastNanos),
                new Rarity.ClientHistory(
                        pairDays, clientDestinations, placeDays, placeFirstDay, placeLastDay, placeDestinations),
                baseline);
    }
}
