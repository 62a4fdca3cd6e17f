package io.sharetap.baseline;

import io.sharetap.event.IpAddress;

/**
 * Keeps the different writes of the current day (destination, kind of place, executable) until the day closes, when it
 * shows which executables are still uncommon.
 */
final class WritesOfDay {
    static final int LENGTH = 3;

    private static final int KIND_AT = BaselineMaps.HOST_KEY;
    private static final int EXECUTABLE_AT = KIND_AT + 1;
    private static final int FLAGS_AT = 2;

    /** A client wrote it that was not reported with it before. */
    private static final int UNREPORTED = 1;

    /** The executable is known by its head alone. */
    private static final int BY_HEAD = 2;

    private static final Placement.Kind[] KINDS = Placement.Kind.values();

    private final EntryMap map;
    private final Entry key = Keys.sized(BaselineMaps.WRITE_KEY);
    private final Entry executable = Keys.sized(BaselineMaps.EXECUTABLE_KEY);

    /** Takes one write of the day that closes; the executable's key is valid during the call. */
    @FunctionalInterface
    interface Closing {
        void close(IpAddress destination, Placement.Kind kind, Entry executable, boolean byHead, boolean unreported);
    }

    WritesOfDay(EntryMap map) {
        this.map = map;
    }

    void add(
            IpAddress destination,
            Placement.Kind kind,
            Entry executableKey,
            boolean byHead,
            boolean unreported,
            long day) {
        Keys.put(key, 0, destination);
        key.u8(KIND_AT, kind.ordinal());
        key.copyIn(EXECUTABLE_AT, executableKey.array(), BaselineMaps.EXECUTABLE_KEY);
        Entry entry = map.open(key);
        boolean known = entry.length() == LENGTH && entry.u16(Timed.DAY_AT) == day;
        int before = known ? entry.u8(FLAGS_AT) : 0;
        int flags = before | (byHead ? BY_HEAD : 0) | (unreported ? UNREPORTED : 0);
        if (known && flags == before) {
            map.abandon();
            return;
        }
        entry.resize(LENGTH);
        entry.u16(Timed.DAY_AT, (int) day);
        entry.u8(FLAGS_AT, flags);
        map.commit();
    }

    /** Gives each write of the day, and forgets it. */
    void close(long day, Closing closing) {
        map.drain((writeKey, value) -> {
            if (value.u16(Timed.DAY_AT) == day) {
                give(writeKey, value, executable, closing);
            }
        });
    }

    /** Gives one write as its entry holds it, if it does. */
    static void give(Entry writeKey, Entry value, Entry executable, Closing closing) {
        int kind = writeKey.u8(KIND_AT);
        if (kind < KINDS.length) {
            System.arraycopy(writeKey.array(), EXECUTABLE_AT, executable.array(), 0, BaselineMaps.EXECUTABLE_KEY);
            int flags = value.u8(FLAGS_AT);
            closing.close(
                    Keys.address(writeKey, 0),
                    KINDS[kind],
                    executable,
                    (flags & BY_HEAD) != 0,
                    (flags & UNREPORTED) != 0);
        }
    }
}
