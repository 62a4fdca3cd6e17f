package io.sharetap.baseline;

/**
 * Reads and writes what the records of executables, destinations, clients and places have in common: the record's day,
 * the days on which it was seen, and when first and last.
 *
 * <p>Today is kept apart from the days before, since it is judged by them and joins them tomorrow. A record is brought
 * to a later day by {@link #roll} before anything else is done with it. Times are stored in milliseconds.
 */
class Timed {
    /** Every record begins with the day on which it was last touched, by which the maps find the oldest. */
    static final int DAY_AT = 0; // u16

    static final int LENGTH = 24;

    private static final int DAYS_AT = 2; // u32, bits
    private static final int FIRST_AT = 6; // i48
    private static final int LAST_AT = 12; // i48, of the days before
    private static final int TODAY_AT = 18; // i48, of the day itself
    private static final long NEVER = -1;
    private static final long MILLI_NANOS = 1_000_000;

    final int windowDays;
    Entry entry;

    Timed(int windowDays) {
        this.windowDays = windowDays;
    }

    /** Points the record at an entry, which is initialised for this day if it is new or has left the window. */
    final void wrap(Entry candidate, long day, int length) {
        entry = candidate;
        if (entry.length() < length || day - entry.u16(DAY_AT) > windowDays) {
            entry.resize(0);
            entry.resize(length);
            entry.u16(DAY_AT, (int) day);
            entry.i48(FIRST_AT, NEVER);
            entry.i48(LAST_AT, NEVER);
            entry.i48(TODAY_AT, NEVER);
        }
    }

    final long day() {
        return entry.u16(DAY_AT);
    }

    /** Brings the times to a later day: today becomes history. */
    final void rollTimes(long later) {
        entry.i32(DAYS_AT, Days.shift(entry.i32(DAYS_AT), later));
        if (entry.i48(TODAY_AT) != NEVER) {
            entry.i48(LAST_AT, entry.i48(TODAY_AT));
            entry.i48(TODAY_AT, NEVER);
        }
        if (days() == 0) {
            // The record of a domain controller outlives the executables that it received.
            entry.i48(FIRST_AT, NEVER);
            entry.i48(LAST_AT, NEVER);
        }
        entry.u16(DAY_AT, (int) (day() + later));
    }

    final void touchTimes(long epochNanos) {
        long millis = Math.floorDiv(epochNanos, MILLI_NANOS);
        entry.i32(DAYS_AT, entry.i32(DAYS_AT) | 1);
        // In a fleet, events of a day come from several machines in any order.
        if (entry.i48(FIRST_AT) == NEVER || millis < entry.i48(FIRST_AT)) {
            entry.i48(FIRST_AT, millis);
        }
        entry.i48(TODAY_AT, Math.max(millis, entry.i48(TODAY_AT)));
    }

    /** Whether it was seen on the record's day. */
    final boolean touchedToday() {
        return entry.i48(TODAY_AT) != NEVER;
    }

    /** Merges the times of another record of the same thing, whose day may be earlier. */
    final void uniteTimes(Entry other) {
        long later = day() - other.u16(DAY_AT);
        entry.i32(DAYS_AT, entry.i32(DAYS_AT) | Days.shift(other.i32(DAYS_AT), later));
        long first = other.i48(FIRST_AT);
        if (entry.i48(FIRST_AT) == NEVER || first != NEVER && first < entry.i48(FIRST_AT)) {
            entry.i48(FIRST_AT, first);
        }
        long today = later == 0 ? other.i48(TODAY_AT) : NEVER;
        long before = Math.max(other.i48(LAST_AT), later == 0 ? NEVER : other.i48(TODAY_AT));
        entry.i48(TODAY_AT, Math.max(entry.i48(TODAY_AT), today));
        entry.i48(LAST_AT, Math.max(entry.i48(LAST_AT), before));
    }

    /** Days of the window, with the day itself, as of {@code day}, which is the record's day or later. */
    final int daysWithToday(long day) {
        return countWithToday(dayBits(), day);
    }

    final int countWithToday(int bits, long day) {
        int shifted = Days.shift(bits, day - day());
        return Days.count(shifted, windowDays) + (shifted & 1);
    }

    /** Nanoseconds since 1970, including the record's day. */
    final long firstSeenEver() {
        return entry.i48(FIRST_AT) * MILLI_NANOS;
    }

    /** Nanoseconds since 1970, including the record's day. */
    final long lastSeenEver() {
        return Math.max(entry.i48(LAST_AT), entry.i48(TODAY_AT)) * MILLI_NANOS;
    }

    /** Forgets these days, given as bits; bit 0 is the record's day. */
    final void forgetDays(int bits) {
        int left = entry.i32(DAYS_AT) & ~bits;
        entry.i32(DAYS_AT, left);
        if ((left & 1) == 0) {
            entry.i48(TODAY_AT, NEVER);
        }
        int before = Days.history(left, windowDays);
        if (before == 0) {
            entry.i48(LAST_AT, NEVER);
            entry.i48(FIRST_AT, left == 0 ? NEVER : entry.i48(TODAY_AT));
            return;
        }
        // The time of day is not known for the remaining days: their beginning stands for it.
        entry.i48(LAST_AT, withinOrStart(entry.i48(LAST_AT), Days.last(before, windowDays, day())));
        if (entry.i48(FIRST_AT) >= Days.startNanos(day() - windowDays) / MILLI_NANOS) {
            entry.i48(FIRST_AT, withinOrStart(entry.i48(FIRST_AT), Days.first(before, windowDays, day())));
        }
    }

    private static long withinOrStart(long millis, long day) {
        return Days.of(millis * MILLI_NANOS) == day ? millis : Days.startNanos(day) / MILLI_NANOS;
    }

    /** The days as bits; bit 0 is the record's day. */
    final int dayBits() {
        return dayBits(entry);
    }

    static int dayBits(Entry of) {
        return of.i32(DAYS_AT);
    }

    final int days() {
        return Days.count(dayBits(), windowDays);
    }

    /** Nanoseconds since 1970; -1: not seen before today. */
    final long firstSeenNanos() {
        return entry.i48(LAST_AT) == NEVER ? NEVER : entry.i48(FIRST_AT) * MILLI_NANOS;
    }

    /** Nanoseconds since 1970; -1: not seen before today. */
    final long lastSeenNanos() {
        return entry.i48(LAST_AT) == NEVER ? NEVER : entry.i48(LAST_AT) * MILLI_NANOS;
    }
}
