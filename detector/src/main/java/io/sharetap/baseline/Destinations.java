package io.sharetap.baseline;

import java.util.Arrays;

/**
 * Keeps the records of the destinations, under their addresses, and knows how many of them received executables in the
 * window.
 */
final class Destinations {
    private static final int DAYS = 1 << 16;

    private final Entries map;
    private final DestinationRecord record;
    private final int windowDays;

    /** The number of destinations by the last day on which they received an executable. */
    private final int[] byLastDay = new int[DAYS];

    private long known;

    Destinations(Entries map, int windowDays) {
        this.map = map;
        this.windowDays = windowDays;
        this.record = new DestinationRecord(windowDays);
        map.onRemoval(removed -> count(DestinationRecord.lastExecutableDay(removed), -1));
        map.forEach((host, entry) -> count(DestinationRecord.lastExecutableDay(entry), 1));
    }

    private void count(long day, int by) {
        if (day >= 0 && day < DAYS) {
            byLastDay[(int) day] += by;
        }
    }

    /** Makes another day the current one. {@link #known} then stays the same for the whole day. */
    void moveTo(long day) {
        known = receivedIn(day - windowDays, day - 1);
    }

    /**
     * Continues in the middle of a day: a destination that received another executable today still counts for the days
     * before.
     */
    void resume(long day) {
        long[] count = {0};
        map.forEach((host, entry) -> {
            record.wrap(entry, day);
            record.roll(day);
            count[0] += record.days() > 0 ? 1 : 0;
        });
        known = count[0];
    }

    /** Destinations that received an executable in the window of the current day. */
    long known() {
        return known;
    }

    /** As {@link #known}, with the current day included. */
    long knownWith(long day) {
        return receivedIn(day - windowDays, day);
    }

    /** Destinations whose last executable came within these days. */
    long receivedIn(long from, long to) {
        long sum = 0;
        for (long day = Math.max(0, from); day <= to; day++) {
            sum += byLastDay[(int) day];
        }
        return sum;
    }

    /** Judges by the days before {@code day}; then, where {@code recorded}, {@code day} is an executable day. */
    void see(Entry host, Placement.Kind kind, long day, long epochNanos, boolean recorded, LastObservation answer) {
        Entry entry = map.open(host);
        long lastBefore = DestinationRecord.lastExecutableDay(entry);
        record.wrap(entry, day);
        record.roll(day);
        answer.kind = kind;
        answer.similarDays = record.similarDays(kind);
        answer.destinationDays = record.days();
        answer.destinationFirstNanos = record.firstSeenNanos();
        answer.destinationLastNanos = record.lastSeenNanos();
        if (!recorded) {
            return;
        }
        record.touchTimes(epochNanos);
        if (lastBefore != day) {
            count(lastBefore, -1);
            count(day, 1);
        }
        map.commit();
    }

    boolean similarToday(Entry host, Placement.Kind kind, long day) {
        Entry entry = map.open(host);
        record.wrap(entry, day);
        record.roll(day);
        return record.similarToday(kind);
    }

    void markSimilar(Entry host, Placement.Kind kind, long day) {
        Entry entry = map.open(host);
        long lastBefore = DestinationRecord.lastExecutableDay(entry);
        record.wrap(entry, day);
        record.roll(day);
        record.markSimilar(kind);
        commit(entry, lastBefore);
    }

    void markController(Entry host, long seenDay, long day) {
        Entry entry = map.open(host);
        long lastBefore = DestinationRecord.lastExecutableDay(entry);
        record.wrap(entry, day);
        record.roll(day);
        record.markController(seenDay);
        commit(entry, lastBefore);
    }

    /** Marks an earlier day of the window as a similar one. */
    void markSimilarOn(Entry host, Placement.Kind kind, long earlierDay, long day) {
        Entry entry = map.open(host);
        long lastBefore = DestinationRecord.lastExecutableDay(entry);
        record.wrap(entry, day);
        record.roll(day);
        record.markSimilar(kind, earlierDay);
        commit(entry, lastBefore);
    }

    /** Merges what another baseline saw of the host, up to the day. */
    void merge(Entry host, Entry theirs, long day) {
        if (day - theirs.u16(Timed.DAY_AT) > windowDays) {
            return;
        }
        Entry entry = map.open(host);
        long lastBefore = DestinationRecord.lastExecutableDay(entry);
        record.wrap(entry, day);
        record.roll(day);
        record.unite(theirs);
        commit(entry, lastBefore);
    }

    /** Counts anew, after entries were changed from outside. */
    void recount(long day) {
        Arrays.fill(byLastDay, 0);
        map.forEach((host, entry) -> count(DestinationRecord.lastExecutableDay(entry), 1));
        resume(day);
    }

    private void commit(Entry entry, long lastBefore) {
        long lastNow = DestinationRecord.lastExecutableDay(entry);
        if (lastNow != lastBefore) {
            count(lastBefore, -1);
            count(lastNow, 1);
        }
        map.commit();
    }

    boolean controller(Entry host, long day) {
        Entry entry = map.open(host);
        record.wrap(entry, day);
        return record.controller(day);
    }
}
