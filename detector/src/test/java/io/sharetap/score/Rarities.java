package io.sharetap.score;

import io.sharetap.baseline.Rarity;

/** Makes rarities for tests: an active baseline of 30 days that never saw the executable, the pair or the place. */
public final class Rarities {
    private long executableDestinations;
    private long knownDestinations = 1_000;
    private boolean held;
    private int similarDays;
    private int executableDays;
    private int pairDays;
    private long clientDestinations;
    private int placeDays;
    private long placeFirstDay = -1;
    private long placeLastDay = -1;
    private long placeDestinations;
    private Rarity.State state = Rarity.State.ACTIVE;
    private int observedDays = 30;

    public static Rarities unseen() {
        return new Rarities();
    }

    /** Executable seen on {@code n} of {@code all} destinations. */
    public Rarities executable(long n, long all) {
        executableDestinations = n;
        knownDestinations = all;
        return this;
    }

    public Rarities held() {
        held = true;
        return this;
    }

    public Rarities similarDays(int days) {
        similarDays = days;
        return this;
    }

    public Rarities receivedOn(int days) {
        executableDays = days;
        return this;
    }

    public Rarities pairOn(int days) {
        pairDays = days;
        executableDays = Math.max(days, executableDays);
        return this;
    }

    public Rarities clientDestinations(long count) {
        clientDestinations = count;
        return this;
    }

    public Rarities place(int days, long first, long last, long destinations) {
        placeDays = days;
        placeFirstDay = first;
        placeLastDay = last;
        placeDestinations = destinations;
        return this;
    }

    public Rarities baseline(Rarity.State how, int days) {
        state = how;
        observedDays = days;
        return this;
    }

    public Rarity build() {
        return new Rarity(
                new Rarity.ExecutableHistory(
                        executableDestinations, knownDestinations, (int) executableDestinations, -1, -1, false, held),
                new Rarity.DestinationHistory("admin", similarDays, executableDays, -1, -1),
                new Rarity.ClientHistory(
                        pairDays, clientDestinations, placeDays, placeFirstDay, placeLastDay, placeDestinations),
                new Rarity.BaselineStatus(state, observedDays));
    }
}
