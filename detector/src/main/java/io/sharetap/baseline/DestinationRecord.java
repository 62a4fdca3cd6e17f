package io.sharetap.baseline;

/** Reads and writes the record of a destination: its executable days, its similar days by kind of place, its role. */
final class DestinationRecord extends Timed {
    static final int LENGTH = 38;

    private static final int SIMILAR_AT = Timed.LENGTH; // 3 of u32, bits
    private static final int CONTROLLER_DAY_AT = 36; // u16, 0: never
    private static final Placement.Kind[] KINDS = Placement.Kind.values();

    DestinationRecord(int windowDays) {
        super(windowDays);
    }

    void wrap(Entry candidate, long day) {
        wrap(candidate, day, LENGTH);
    }

    void roll(long day) {
        long later = day - day();
        if (later <= 0) {
            return;
        }
        for (Placement.Kind kind : KINDS) {
            entry.i32(at(kind), Days.shift(entry.i32(at(kind)), later));
        }
        rollTimes(later);
    }

    /**
     * The last day on which it received an executable; {@link Days#NONE} where that lies more than 32 days before its
     * last touch.
     */
    static long lastExecutableDay(Entry entry) {
        if (entry.length() != LENGTH) {
            return Days.NONE;
        }
        int bits = dayBits(entry);
        return bits == 0 ? Days.NONE : entry.u16(DAY_AT) - Integer.numberOfTrailingZeros(bits);
    }

    int similarDays(Placement.Kind kind) {
        return Days.count(entry.i32(at(kind)), windowDays);
    }

    boolean similarToday(Placement.Kind kind) {
        return (entry.i32(at(kind)) & 1) != 0;
    }

    /** Marks the record's day as a similar one; it counts from the next day on. */
    void markSimilar(Placement.Kind kind) {
        entry.i32(at(kind), entry.i32(at(kind)) | 1);
    }

    int similarDaysWithToday(Placement.Kind kind, long day) {
        return countWithToday(entry.i32(at(kind)), day);
    }

    /** Marks an earlier day as a similar one. */
    void markSimilar(Placement.Kind kind, long earlierDay) {
        entry.i32(at(kind), entry.i32(at(kind)) | Days.shift(1, day() - earlierDay));
    }

    /** Merges another record of the same host, whose day may be earlier. */
    void unite(Entry other) {
        uniteTimes(other);
        for (Placement.Kind kind : KINDS) {
            int bits = Days.shift(other.i32(at(kind)), day() - other.u16(DAY_AT));
            entry.i32(at(kind), entry.i32(at(kind)) | bits);
        }
        markController(other.u16(CONTROLLER_DAY_AT));
    }

    /** Forgets these days: neither executables nor similar activity were seen on them. */
    void forget(int bits) {
        forgetDays(bits);
        for (Placement.Kind kind : KINDS) {
            entry.i32(at(kind), entry.i32(at(kind)) & ~bits);
        }
    }

    void markController(long day) {
        entry.u16(CONTROLLER_DAY_AT, Math.max((int) day, entry.u16(CONTROLLER_DAY_AT)));
    }

    static int controllerDay(Entry of) {
        return of.length() == LENGTH ? of.u16(CONTROLLER_DAY_AT) : 0;
    }

    boolean controller(long day) {
        int seen = entry.u16(CONTROLLER_DAY_AT);
        return seen != 0 && day - seen <= windowDays;
    }

    private static int at(Placement.Kind kind) {
        return SIMILAR_AT + kind.ordinal() * Integer.BYTES;
    }
}
