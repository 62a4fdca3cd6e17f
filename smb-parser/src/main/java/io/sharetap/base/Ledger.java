package io.sharetap.base;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Takes counts from the one thread that owns it and gives them to any thread that reads; a reader may be a few behind.
 */
public final class Ledger {
    private static final int COUNTS = Count.values().length;
    private static final int COMMANDS = 256;

    private final AtomicLongArray counts = new AtomicLongArray(COUNTS);
    private final AtomicLongArray messages = new AtomicLongArray(4 * COMMANDS);
    private final StatusCounts statuses = new StatusCounts();
    private final AtomicLongArray anomalies = new AtomicLongArray(Anomaly.values().length);

    /** Adds one to a count. */
    public void count(Count what) {
        add(what, 1);
    }

    /** Adds {@code amount} to a count. */
    public void add(Count what, long amount) {
        int slot = what.ordinal();
        counts.lazySet(slot, counts.getPlain(slot) + amount);
    }

    /** Adds one message (each part of a compound is one) to those of its dialect family, command and direction. */
    public void countMessage(boolean smb2, int command, boolean answer) {
        int slot = messageSlot(smb2, command, answer);
        messages.lazySet(slot, messages.getPlain(slot) + 1);
    }

    /** Adds one answer to those of its dialect family, command and NT status. */
    public void countStatus(boolean smb2, int command, int status) {
        if (!statuses.count(smb2, command, status)) {
            count(Count.SMB_STATUSES_UNSORTED);
        }
    }

    /** Notes an anomaly once more. */
    public void note(Anomaly what) {
        int slot = what.ordinal();
        anomalies.lazySet(slot, anomalies.getPlain(slot) + 1);
    }

    public long of(Count what) {
        return counts.get(what.ordinal());
    }

    /** Messages of SMB2 or SMB1 with this command (from 255 on taken together), requests or answers. */
    public long messages(boolean smb2, int command, boolean answer) {
        return messages.get(messageSlot(smb2, command, answer));
    }

    /** Answers of SMB2 or SMB1 with this command and NT status. */
    public long answers(boolean smb2, int command, int status) {
        return statuses.of(smb2, command, status);
    }

    public long of(Anomaly what) {
        return anomalies.get(what.ordinal());
    }

    private static int messageSlot(boolean smb2, int command, boolean answer) {
        return (smb2 ? 2 * COMMANDS : 0) + (answer ? COMMANDS : 0) + Math.min(command, COMMANDS - 1);
    }
}
