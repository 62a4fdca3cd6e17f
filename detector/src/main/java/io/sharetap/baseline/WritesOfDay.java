package io.sharetap.baseline;

import io.sharetap.event.IpAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Keeps the writes of the current day (destination, kind of place, executable) until the day closes, when it shows
 * which executables are still uncommon.
 *
 * <p>They follow each other in a bounded list, in memory or in a mapped file. A list costs far less than a map and
 * needs no order: to judge a write twice changes nothing. Recent writes are remembered, so that repetitions are left
 * out.
 */
final class WritesOfDay implements AutoCloseable {
    /** Its name in exports. */
    static final String NAME = "writes-of-day";

    static final int KEY_LENGTH = BaselineMaps.HOST_KEY + 1 + BaselineMaps.EXECUTABLE_KEY;
    static final int VALUE_LENGTH = 3;
    private static final int FLAGS_OF_VALUE_AT = 2; // u8, behind the day

    private static final int COUNT_AT = 0; // i64
    private static final int WRITES_AT = 64;

    // One write.
    private static final int DESTINATION_AT = 0; // 2 of i64
    private static final int EXECUTABLE_AT = 16; // 4 of i64
    private static final int DAY_AT = 48; // u16
    private static final int KIND_AT = 50; // u8
    private static final int FLAGS_AT = 51; // u8
    private static final int WRITE_BYTES = 56;

    /** As many as fit into one mapping. */
    private static final long WRITES_MAX = (Integer.MAX_VALUE - WRITES_AT) / WRITE_BYTES;

    /** A flag: the executable is known by its head alone. */
    private static final int BY_HEAD = 2;

    /** A flag: the write was removed. */
    private static final int FORGOTTEN = 128;

    /**
     * The number for which room is made in the heap at first: most captures have no more, and then need nothing of
     * Chronicle's.
     */
    private static final int FEW = 1_000;

    private static final int RECENT = 1 << 15;
    private static final Placement.Kind[] KINDS = Placement.Kind.values();

    private WriteBytes bytes;
    private final long capacity;
    /** The number of writes for which there is room before it grows. */
    private long room;

    private final Entry destination = Keys.sized(BaselineMaps.HOST_KEY);
    private final Entry executable = Keys.sized(BaselineMaps.EXECUTABLE_KEY);
    /** Each slot holds half of a hash and the number of a write, from 1; 0: the slot is free. */
    private final long[] recent = new long[RECENT];

    private long count;

    /** Takes one write of the day that closes; the keys are valid during the call. */
    @FunctionalInterface
    interface Closing {
        void close(Entry destination, Placement.Kind kind, Entry executable, boolean byHead);
    }

    private WritesOfDay(WriteBytes bytes, long room, long capacity) {
        this.bytes = bytes;
        this.room = room;
        this.capacity = capacity;
        count = Math.max(0, Math.min(capacity, bytes.i64(COUNT_AT)));
    }

    static WritesOfDay inMemory(long capacity) {
        long bounded = Math.min(capacity, WRITES_MAX);
        int few = (int) Math.min(FEW, bounded);
        return new WritesOfDay(WriteBytes.few((int) bytesFor(few)), few, bounded);
    }

    /** Moves the writes to memory outside of the heap. That is not zeroed, but only what was written is read. */
    private void grow() {
        WriteBytes more = WriteBytes.many(bytesFor(capacity));
        for (long at = 0; at < bytesFor(count); at += Long.BYTES) {
            more.i64(at, bytes.i64(at));
        }
        bytes.close();
        bytes = more;
        room = capacity;
    }

    static WritesOfDay inFile(long capacity, Path file) throws IOException {
        long bounded = Math.min(capacity, WRITES_MAX);
        return new WritesOfDay(WriteBytes.mapped(file, bytesFor(bounded)), bounded, bounded);
    }

    /** The size of a file for so many writes. */
    static long bytes(long capacity) {
        return bytesFor(Math.min(capacity, WRITES_MAX));
    }

    private static long bytesFor(long writes) {
        return WRITES_AT + writes * WRITE_BYTES;
    }

    /** Whether there is no room for a further write. */
    boolean isFull() {
        return count >= capacity;
    }

    long size() {
        return count;
    }

    void add(Entry destination, Placement.Kind kind, Entry ofExecutable, boolean byHead, long day) {
        int flags = byHead ? BY_HEAD : 0;
        long hash = HostHash.mix(destination.i64(Long.BYTES) ^ HostHash.mix(destination.i64(0) + kind.ordinal()))
                ^ HostHash.mix(ofExecutable.i64(0) ^ HostHash.mix(ofExecutable.i64(Long.BYTES)));
        int slot = (int) hash & RECENT - 1;
        long known = recent[slot];
        if (known != 0 && (known ^ hash) >>> Integer.SIZE == 0) {
            long at = at((int) known - 1);
            if (holds(at, destination, kind, ofExecutable, day)) {
                int before = bytes.u8(at + FLAGS_AT);
                if ((before | flags) != before) {
                    bytes.u8(at + FLAGS_AT, before | flags);
                }
                return;
            }
        }
        if (count == room) {
            grow();
        }
        long at = at(count);
        bytes.i64(at + DESTINATION_AT, destination.i64(0));
        bytes.i64(at + DESTINATION_AT + Long.BYTES, destination.i64(Long.BYTES));
        for (int i = 0; i < BaselineMaps.EXECUTABLE_KEY; i += Long.BYTES) {
            bytes.i64(at + EXECUTABLE_AT + i, ofExecutable.i64(i));
        }
        bytes.u16(at + DAY_AT, (int) day);
        bytes.u8(at + KIND_AT, kind.ordinal());
        bytes.u8(at + FLAGS_AT, flags);
        recent[slot] = hash >>> Integer.SIZE << Integer.SIZE | count + 1;
        // Written last: if the process is killed before, the write is missing, and so is its event.
        bytes.i64AtLast(COUNT_AT, ++count);
    }

    private boolean holds(long at, Entry destination, Placement.Kind kind, Entry ofExecutable, long day) {
        boolean same = bytes.i64(at + DESTINATION_AT) == destination.i64(0)
                && bytes.i64(at + DESTINATION_AT + Long.BYTES) == destination.i64(Long.BYTES)
                && bytes.u16(at + DAY_AT) == day
                && bytes.u8(at + KIND_AT) == kind.ordinal();
        for (int i = 0; same && i < BaselineMaps.EXECUTABLE_KEY; i += Long.BYTES) {
            same = bytes.i64(at + EXECUTABLE_AT + i) == ofExecutable.i64(i);
        }
        return same && (bytes.u8(at + FLAGS_AT) & FORGOTTEN) == 0;
    }

    /**
     * Passes on each write of the day, then forgets all.
     *
     * @param before takes each write one step ahead, before its predecessor is passed to {@code closing}
     */
    void close(long day, Closing before, Closing closing) {
        for (long write = 0; write < count; write++) {
            if (write + 1 < count) {
                give(write + 1, day, before);
            }
            give(write, day, closing);
        }
        clear();
    }

    private void give(long write, long day, Closing closing) {
        long at = at(write);
        int kind = bytes.u8(at + KIND_AT);
        int flags = bytes.u8(at + FLAGS_AT);
        boolean kept = (flags & FORGOTTEN) == 0 && bytes.u16(at + DAY_AT) == day;
        if (kept && kind < KINDS.length) {
            readDestination(at, destination);
            readExecutable(at, executable, 0);
            closing.close(destination, KINDS[kind], executable, (flags & BY_HEAD) != 0);
        }
    }

    void clear() {
        count = 0;
        bytes.i64AtLast(COUNT_AT, 0);
        Arrays.fill(recent, 0);
    }

    /** Removes the writes to a host. Returns how many. */
    long forgetHost(IpAddress host) {
        long forgotten = 0;
        for (long write = 0; write < count; write++) {
            readDestination(at(write), destination);
            forgotten += Keys.address(destination, 0).equals(host) && forget(at(write)) ? 1 : 0;
        }
        return forgotten;
    }

    /** Removes the writes of the days from {@code from} to {@code to}. Returns how many. */
    long forgetDays(long from, long to) {
        long forgotten = 0;
        for (long write = 0; write < count; write++) {
            int day = bytes.u16(at(write) + DAY_AT);
            forgotten += day >= from && day <= to && forget(at(write)) ? 1 : 0;
        }
        return forgotten;
    }

    private boolean forget(long at) {
        int flags = bytes.u8(at + FLAGS_AT);
        bytes.u8(at + FLAGS_AT, flags | FORGOTTEN);
        return (flags & FORGOTTEN) == 0;
    }

    /** Passes on each write in the form of exports: key and value as entries. */
    void forEach(Entries.Visitor visitor) {
        Entry key = Keys.sized(KEY_LENGTH);
        Entry value = Keys.sized(VALUE_LENGTH);
        for (long write = 0; write < count; write++) {
            long at = at(write);
            int flags = bytes.u8(at + FLAGS_AT);
            if ((flags & FORGOTTEN) == 0) {
                readDestination(at, key);
                key.u8(BaselineMaps.HOST_KEY, bytes.u8(at + KIND_AT));
                readExecutable(at, key, BaselineMaps.HOST_KEY + 1);
                value.u16(Timed.DAY_AT, bytes.u16(at + DAY_AT));
                value.u8(FLAGS_OF_VALUE_AT, flags);
                visitor.visit(key, value);
            }
        }
    }

    /** Takes a write in the form of exports. */
    void put(Entry key, Entry value) {
        long day = value.u16(Timed.DAY_AT);
        give(key, value, destination, executable, (ofDestination, kind, program, byHead) -> {
            if (!isFull()) {
                add(ofDestination, kind, program, byHead, day);
            }
        });
    }

    /** Passes on a write that is in the form of exports, if it is valid. */
    static void give(Entry writeKey, Entry value, Entry destination, Entry executable, Closing closing) {
        int kind = writeKey.u8(BaselineMaps.HOST_KEY);
        if (kind < KINDS.length) {
            System.arraycopy(writeKey.array(), 0, destination.array(), 0, BaselineMaps.HOST_KEY);
            System.arraycopy(
                    writeKey.array(), BaselineMaps.HOST_KEY + 1, executable.array(), 0, BaselineMaps.EXECUTABLE_KEY);
            int flags = value.u8(FLAGS_OF_VALUE_AT);
            closing.close(destination, KINDS[kind], executable, (flags & BY_HEAD) != 0);
        }
    }

    private void readDestination(long at, Entry into) {
        into.i64(0, bytes.i64(at + DESTINATION_AT));
        into.i64(Long.BYTES, bytes.i64(at + DESTINATION_AT + Long.BYTES));
    }

    private void readExecutable(long at, Entry into, int intoAt) {
        for (int i = 0; i < BaselineMaps.EXECUTABLE_KEY; i += Long.BYTES) {
            into.i64(intoAt + i, bytes.i64(at + EXECUTABLE_AT + i));
        }
    }

    private static long at(long write) {
        return WRITES_AT + write * WRITE_BYTES;
    }

    @Override
    public void close() {
        bytes.close();
    }
}
