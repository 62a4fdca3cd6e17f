package io.sharetap.smb;

import io.sharetap.base.Moment;

/**
 * Finds the SMB1 request that an answer is about. A MID ought to be unique among the requests that wait ([MS-CIFS]
 * 2.2.1.6.2), but servers carry out several under one MID all the same, and answer them in the order in which they
 * came.
 */
final class Smb1Requests {
    private static final int GENERATION_AT = 58;
    private static final int GENERATIONS = 16;

    /** An older request under the same MID has had its answer by then, seen or not. */
    private static final long TOGETHER_NANOS = 10_000_000_000L;

    private final SmbState shared;

    Smb1Requests(SmbState shared) {
        this.shared = shared;
    }

    /** A request begins to wait. */
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

    /** The request under this identifier that has been waiting for longest, or null. */
    PendingRequest find(ConnectionState connection, long id) {
        PendingRequest found = shared.pending.find(connection, PendingTable.SMB1, id);
        if (found == null && connection.requestIdsReused) {
            for (int i = 1; i < GENERATIONS && found == null; i++) {
                found = shared.pending.find(connection, PendingTable.SMB1, generation(id, i));
            }
        }
        return found;
    }

    /** The identifier as answers have it. */
    static long asAnswered(long id) {
        return id & ~((GENERATIONS - 1L) << GENERATION_AT);
    }

    /** The last identifier if all are in use: who has it is given up. */
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
