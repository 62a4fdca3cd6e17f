package io.sharetap.baseline;

/**
 * Finds out, when a day closes, on which destinations it was a similar day: whose executables of the day are uncommon
 * still.
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

    /** @param uncommon says which executables are */
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

    /** From now on, the current day among it, others are. */
    void judgeBy(Threshold otherUncommon) {
        uncommon = otherUncommon;
    }

    /**
     * Keeps a write of the current day for its close. Where there is no room for that, as in a flood of new
     * executables, or nothing to know it by, it is judged as it now is.
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

    /** Takes over a write of a day that another baseline had not closed. */
    void merge(long day, Entry destination, Placement.Kind kind, Entry executable, boolean byHead) {
        if (day == window.day()) {
            note(destination, kind, executable, byHead);
        } else if (isUncommon(executable, byHead)) {
            destinations.markSimilarOn(destination, kind, day, window.day());
        }
    }

    /** Judges all writes of the current day, which is over, and lets them go. */
    void close() {
        maps.writesOfDay.close(window.day(), this::askAhead, this::judge);
    }

    /** The memory takes longest, as in {@link LookAhead}. */
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

    /** Another day is the current one, or entries were changed: nothing is known to be similar today. */
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
     * By the window of the current day, with that day; that a high alert holds it uncommon makes no similar activity.
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
