package io.sharetap.baseline;

import io.sharetap.event.IpAddress;

/**
 * Keeps which executables raised a high alert, and which clients were reported with them: such an executable stays
 * uncommon for the others, so that a worm does not become common by spreading.
 */
final class Holds {
    static final int LENGTH = 4;

    private static final int FIRST_DAY_AT = 2; // u16
    private static final IpAddress ANY_CLIENT = new IpAddress(0, 0);

    private final Entries map;
    private final int holdDays;
    private final Entry key = Keys.sized(BaselineMaps.HOLD_KEY);

    Holds(Entries map, int holdDays) {
        this.map = map;
        this.holdDays = holdDays;
    }

    void mark(Entry executable, IpAddress client, long day) {
        mark(keyOf(executable, ANY_CLIENT), day);
        mark(keyOf(executable, client), day);
    }

    private void mark(Entry marked, long day) {
        Entry entry = map.open(marked);
        if (!inForce(entry, day)) {
            entry.resize(LENGTH);
            entry.u16(FIRST_DAY_AT, (int) day);
        }
        entry.u16(Timed.DAY_AT, (int) day);
        map.commit();
    }

    /** Ends the effect of the executable's high alert. Returns whether it had one. */
    boolean accept(Entry executable) {
        return map.remove(keyOf(executable, ANY_CLIENT));
    }

    /** Merges what another baseline holds. */
    void merge(Entry holdKey, Entry theirs) {
        Entry entry = map.open(holdKey);
        if (entry.length() != LENGTH) {
            entry.copyFrom(theirs);
        } else {
            entry.u16(FIRST_DAY_AT, Math.min(entry.u16(FIRST_DAY_AT), theirs.u16(FIRST_DAY_AT)));
            entry.u16(Timed.DAY_AT, Math.max(entry.u16(Timed.DAY_AT), theirs.u16(Timed.DAY_AT)));
        }
        map.commit();
    }

    /**
     * Whether the executable raised a high alert within the last days. The day itself does not count: on it the
     * executable is uncommon by its window.
     */
    boolean held(Entry executable, long day) {
        if (map.isEmpty()) {
            return false;
        }
        Entry entry = map.read(keyOf(executable, ANY_CLIENT));
        return inForce(entry, day) && entry.u16(FIRST_DAY_AT) < day;
    }

    /** Whether the client was reported with the executable on an earlier day. */
    boolean reportedBefore(Entry executable, IpAddress client, long day) {
        if (map.isEmpty()) {
            return false;
        }
        Entry entry = map.read(keyOf(executable, client));
        return inForce(entry, day) && entry.u16(FIRST_DAY_AT) < day;
    }

    private boolean inForce(Entry entry, long day) {
        return entry.length() == LENGTH && day - entry.u16(Timed.DAY_AT) <= holdDays;
    }

    private Entry keyOf(Entry executable, IpAddress client) {
        key.copyIn(0, executable.array(), BaselineMaps.EXECUTABLE_KEY);
        Keys.put(key, BaselineMaps.EXECUTABLE_KEY, client);
        return key;
    }
}
