package io.sharetap.smb;

import io.sharetap.base.Moment;

/**
 * Finds the SMB1 request that an answer is about. A MID ought to be unique among the waiting requests ([MS-CIFS]
 * 2.2.1.6.2), but servers accept several under one MID, and answer them in the order in which they came.
 */
final class Smb1Requests {
    private static final int GENERATION_AT = 58;
    private static final int GENERATIONS = 16;

    /** A request older than this, under the same MID, must have been answered, whether that was seen or not. */
    private static final long TOGETHER_NANOS = 10_000_000_000L;

    private final SmbState shared;

    Smb1Requests(SmbState shared) {
        this.shared = shared;
    }

    /** Adds a request to those that wait. */
    PendingRequest add(Smb1Unit unit, Moment now) {
        ConnectionState connection = unit.connection;
        long id = unit.requestId();
        PendingRequest old = find(connection, id);
        if (old != null && old.command == unit.command && now.clockNanos() - old.clockNanos < TOGETHER_NANOS) {
            connection.requestIdsReused = true;
            id = behind(connection, id);
        }
        return shared.pending.add(connection, PendingTable.SMB1, id, unit.command, now);
    }

    /** The oldest waiting request with this identifier, or null. */
    PendingRequest find(ConnectionState connection, long id) {
        PendingRequest found = shared.pending.find(connection, PendingTable.SMB1, id);
        if (found == null && connection.requestIdsReused) {
            for (int i = 1; i < GENERATIONS && found == null; i++) {
                found = shared.pending.find(connection, PendingTable.SMB1, generation(id, i));
            }
        }
        return found;
    }

    /** The identifier without the number that tells requests of the same MID apart. */
    static long asAnswered(long id) {
        return id & ~((GENERATIONS - 1L) << GENERATION_AT);
    }

    /** The next free identifier for this MID; the last one where all are in use, and then its request is given up. */
    private long behind(ConnectionState connection, long id) {
        int last = GENERATIONS - 1;
        for (int i = last; i >= 0; i--) {
            if (shared.pending.find(connection, PendingTable.SMB1, generation(id, i)) != null) {
                return generation(id, Math.min(i + 1, last));
            }
        }
        return id;
    }

    private static long generation(long id, int number) {
        return id | (long) number << GENERATION_AT;
    }
}
