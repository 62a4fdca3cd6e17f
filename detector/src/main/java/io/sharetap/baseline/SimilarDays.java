package io.sharetap.baseline;

/**
 * Finds out, when a day closes, for which destinations it was a similar day: those that received an executable which is
 * still uncommon.
 */
final class SimilarDays {
    private Threshold uncommon;
    private final BaselineMaps maps;
    private final DayWindow window;
    private final Crowds crowds;
    private final Heads heads;
    private final Destinations destinations;
    private final Keys keys = new Keys();
    private final SimilarToday similarToday = new SimilarToday();
    private final Sought soughtDestination = new Sought();
    private final Sought soughtExecutable = new Sought();

    /** @param uncommon says which executables are uncommon */
    SimilarDays(
            Threshold uncommon,
            BaselineMaps maps,
            DayWindow window,
            Crowds crowds,
            Heads heads,
            Destinations destinations) {
        this.uncommon = uncommon;
        this.maps = maps;
        this.window = window;
        this.crowds = crowds;
        this.heads = heads;
        this.destinations = destinations;
    }

    /** Sets another threshold, which applies from the current day on. */
    void judgeBy(Threshold otherUncommon) {
        uncommon = otherUncommon;
    }

    /**
     * Records a write of the current day until the day closes. It is judged at once where there is no room, as in a
     * flood of new executables, or no key.
     *
     * @param executable null: it has no key
     */
    void note(Entry destination, Placement.Kind kind, Entry executable, boolean byHead) {
        if (executable == null) {
            destinations.markSimilar(destination, kind, window.day());
        } else if (!maps.writesOfDay.isFull()) {
            maps.writesOfDay.add(destination, kind, executable, byHead, window.day());
        } else {
            judge(destination, kind, executable, byHead);
        }
    }

    /** Takes a write of a day that was still open in another baseline. */
    void merge(long day, Entry destination, Placement.Kind kind, Entry executable, boolean byHead) {
        if (day == window.day()) {
            note(destination, kind, executable, byHead);
        } else if (isUncommon(executable, byHead)) {
            destinations.markSimilarOn(destination, kind, day, window.day());
        }
    }

    /** Judges all writes of the current day, which is over, and forgets them. */
    void close() {
        maps.writesOfDay.close(window.day(), this::askAhead, this::judge);
    }

    /** Loads the next entry ahead, as memory takes most of the time; see {@link LookAhead}. */
    private void askAhead(Entry destination, Placement.Kind kind, Entry executable, boolean byHead) {
        if (similarToday.holds(destination, kind)) {
            return;
        }
        maps.destinations.locate(destination, soughtDestination);
        maps.executables.locate(executable, soughtExecutable);
        maps.destinations.approach(soughtDestination);
        maps.executables.approach(soughtExecutable);
        maps.destinations.announce(soughtDestination);
        maps.executables.announce(soughtExecutable);
    }

    /** Forgets which destinations have their similar day: the day has changed, or entries were changed from outside. */
    void clear() {
        similarToday.clear();
    }

    private void judge(Entry destination, Placement.Kind kind, Entry executable, boolean byHead) {
        long day = window.day();
        if (similarToday.holds(destination, kind) || destinations.similarToday(destination, kind, day)) {
            return;
        }
        if (isUncommon(executable, byHead)) {
            destinations.markSimilar(destination, kind, day);
            similarToday.add(destination, kind);
        }
    }

    /**
     * Judges by the window with the current day. A high alert that holds the executable uncommon does not count here.
     */
    private boolean isUncommon(Entry executable, boolean byHead) {
        long day = window.day();
        long known = destinations.knownWith(day);
        long hosts = byHead
                ? heads.hostsWith(keys.head(executable.array()), day)
                : crowds.hostsWith(maps.executables, Crowds.Owner.EXECUTABLE, executable, day);
        return uncommon.uncommon(hosts, known);
    }
}
