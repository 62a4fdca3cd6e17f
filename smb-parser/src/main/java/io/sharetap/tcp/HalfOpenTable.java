package io.sharetap.tcp;

import io.sharetap.frame.Segment;

/**
 * Takes SYN and SYN-ACK segments. Remembers, for connections that have not carried data yet, which end is the client
 * and where the two streams begin. The memory is fixed: a flood pushes out the oldest entries, and only this knowledge
 * is lost.
 */
final class HalfOpenTable {
    private static final int WAYS = 8;
    private static final int LONGS = 7;

    /** In a set, a host pair with more entries than this is the first to lose one. */
    private static final int UNFAIR_WAYS = 3;

    private static final long YOUNG_NANOS = 10_000_000_000L;

    private static final int PORTS_AT = 4;
    private static final int STARTS_AT = 5;
    private static final int NANOS_AT = 6;

    // Flags, above the ports, which take the low 32 bits.
    private static final long USED = 1L << 32;
    private static final long CLIENT_IS_LOW = 1L << 33;
    private static final long CLIENT_START_KNOWN = 1L << 34;
    private static final long SERVER_START_KNOWN = 1L << 35;

    private final long[] entries;
    private final int setMask;
    private boolean forgotYoung;

    HalfOpenTable(int entriesMax) {
        int sets = Integer.highestOneBit(Math.max(1, entriesMax / WAYS));
        entries = new long[sets * WAYS * LONGS];
        setMask = sets - 1;
    }

    /** The entry of a connection, or -1; valid until the next call that changes the table. */
    int find(FlowKey key) {
        int set = setOf(key);
        for (int entry = set; entry < set + WAYS * LONGS; entry += LONGS) {
            if (isUsed(entry) && matches(entry, key)) {
                return entry;
            }
        }
        return -1;
    }

    /** Remembers what a segment with SYN tells. Returns true once both sides of the handshake were seen and agree. */
    boolean onSyn(FlowKey key, Segment segment) {
        forgotYoung = false;
        boolean answer = (segment.flags & Segment.ACK) != 0;
        int entry = find(key);
        boolean agreed = false;
        if (answer && entry >= 0) {
            agreed = hasClientStart(entry)
                    && clientIsLow(entry) != key.fromLow
                    && clientStart(entry) == segment.acknowledgment;
        }
        if (entry < 0) {
            entry = place(key, segment.clockNanos);
        }
        boolean clientIsLow = answer != key.fromLow;
        long facts = USED | CLIENT_START_KNOWN | (clientIsLow ? CLIENT_IS_LOW : 0) | (answer ? SERVER_START_KNOWN : 0);
        int clientStart = answer ? segment.acknowledgment : segment.sequence + 1;
        int serverStart = answer ? segment.sequence + 1 : 0;
        entries[entry] = key.lowHigh;
        entries[entry + 1] = key.lowLow;
        entries[entry + 2] = key.highHigh;
        entries[entry + 3] = key.highLow;
        entries[entry + PORTS_AT] = facts | key.ports();
        entries[entry + STARTS_AT] = (long) clientStart << 32 | serverStart & 0xFFFF_FFFFL;
        entries[entry + NANOS_AT] = segment.clockNanos;
        return agreed;
    }

    /** Whether the last {@link #onSyn} pushed out a connection whose last SYN was only seconds old. */
    boolean forgotYoung() {
        return forgotYoung;
    }

    void remove(int entry) {
        entries[entry + PORTS_AT] = 0;
    }

    boolean clientIsLow(int entry) {
        return (entries[entry + PORTS_AT] & CLIENT_IS_LOW) != 0;
    }

    boolean hasClientStart(int entry) {
        return (entries[entry + PORTS_AT] & CLIENT_START_KNOWN) != 0;
    }

    boolean hasServerStart(int entry) {
        return (entries[entry + PORTS_AT] & SERVER_START_KNOWN) != 0;
    }

    /** Sequence number of the client's first byte. */
    int clientStart(int entry) {
        return (int) (entries[entry + STARTS_AT] >>> 32);
    }

    /** Sequence number of the server's first byte. */
    int serverStart(int entry) {
        return (int) entries[entry + STARTS_AT];
    }

    /** Whether the begin of the stream from the key's sender is known. */
    boolean hasStartOf(int entry, boolean fromLow) {
        return clientIsLow(entry) == fromLow ? hasClientStart(entry) : hasServerStart(entry);
    }

    int startOf(int entry, boolean fromLow) {
        return clientIsLow(entry) == fromLow ? clientStart(entry) : serverStart(entry);
    }

    private int place(FlowKey key, long nowNanos) {
        int set = setOf(key);
        for (int entry = set; entry < set + WAYS * LONGS; entry += LONGS) {
            if (!isUsed(entry)) {
                return entry;
            }
        }
        int oldest = -1;
        boolean flooding = false;
        for (int entry = set; entry < set + WAYS * LONGS; entry += LONGS) {
            boolean many = entriesOfSameHosts(set, entry) > UNFAIR_WAYS;
            boolean older = oldest < 0 || entries[entry + NANOS_AT] < entries[oldest + NANOS_AT];
            if (many && !flooding || many == flooding && older) {
                oldest = entry;
                flooding = many;
            }
        }
        forgotYoung = nowNanos - entries[oldest + NANOS_AT] < YOUNG_NANOS;
        return oldest;
    }

    private int entriesOfSameHosts(int set, int entry) {
        int count = 0;
        for (int other = set; other < set + WAYS * LONGS; other += LONGS) {
            if (entries[other] == entries[entry]
                    && entries[other + 1] == entries[entry + 1]
                    && entries[other + 2] == entries[entry + 2]
                    && entries[other + 3] == entries[entry + 3]) {
                count++;
            }
        }
        return count;
    }

    private int setOf(FlowKey key) {
        // Without a secret seed: which entries a flood pushes out must not differ from run to run.
        return (key.hash(0) & setMask) * WAYS * LONGS;
    }

    private boolean isUsed(int entry) {
        return (entries[entry + PORTS_AT] & USED) != 0;
    }

    private boolean matches(int entry, FlowKey key) {
        return (int) entries[entry + PORTS_AT] == (int) key.ports()
                && entries[entry] == key.lowHigh
                && entries[entry + 1] == key.lowLow
                && entries[entry + 2] == key.highHigh
                && entries[entry + 3] == key.highLow;
    }
}
