package io.sharetap.baseline;

/** Keeps the days on which a client wrote executables to a destination. */
final class Pairs {
    static final int LENGTH = 6;

    private static final int DAYS_AT = 2; // u32, bits

    private final Entries map;
    private final int windowDays;

    Pairs(Entries map, int windowDays) {
        this.map = map;
        this.windowDays = windowDays;
    }

    /** Merges the days that another baseline saw, up to the day. */
    void merge(Entry key, Entry theirs, long lastDay) {
        Entry entry = map.open(key);
        long day = entry.length() == LENGTH ? Math.max(lastDay, entry.u16(Timed.DAY_AT)) : lastDay;
        int bits = entry.length() == LENGTH ? bitsOn(entry, day) : 0;
        entry.resize(LENGTH);
        entry.u16(Timed.DAY_AT, (int) day);
        entry.i32(DAYS_AT, bits | bitsOn(theirs, day));
        map.commit();
    }

    /** The days as bits; bit 0 is {@code day}, which is the entry's day or a later one. */
    static int bitsOn(Entry entry, long day) {
        return Days.shift(entry.i32(DAYS_AT), day - entry.u16(Timed.DAY_AT));
    }

    /** Forgets these days, given as bits; bit 0 is the entry's day. */
    static void forget(Entry entry, int bits) {
        entry.i32(DAYS_AT, entry.i32(DAYS_AT) & ~bits);
    }

    /** Days in the window before {@code day}; then, where {@code record}, {@code day} is added. */
    int see(Entry key, long day, boolean record) {
        Entry entry = map.open(key);
        boolean known = entry.length() == LENGTH;
        int bits = known ? bitsOn(entry, day) : 0;
        int days = Days.count(bits, windowDays);
        if (record && (bits & 1) == 0) {
            entry.resize(LENGTH);
            entry.u16(Timed.DAY_AT, (int) day);
            entry.i32(DAYS_AT, bits | 1);
            map.commit();
        }
        return days;
    }
}
