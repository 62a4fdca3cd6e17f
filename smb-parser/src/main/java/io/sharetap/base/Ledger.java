package io.sharetap.base;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Holds the counts of one thread, which alone writes them. Any thread may read; a reader may see slightly old values.
 */
public final class Ledger {
    private static final int COUNTS = Count.values().length;
    private static final int COMMANDS = 256;
    private static final Dialect[] DIALECTS = Dialect.values();

    private final AtomicLongArray counts = new AtomicLongArray(COUNTS);
    private final AtomicLongArray messages = new AtomicLongArray(2 * DIALECTS.length * COMMANDS);
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

    /** Counts one message (each part of a compound is one) by its dialect, command and direction. */
    public void countMessage(Dialect dialect, int command, boolean answer) {
        int slot = messageSlot(dialect, command, answer);
        messages.lazySet(slot, messages.getPlain(slot) + 1);
    }

    /** Counts one answer by its dialect family, command and NT status. */
    public void countStatus(boolean smb2, int command, int status) {
        if (!statuses.count(smb2, command, status)) {
            count(Count.SMB_STATUSES_UNSORTED);
        }
    }

    /** Counts an anomaly. */
    public void note(Anomaly what) {
        int slot = what.ordinal();
        anomalies.lazySet(slot, anomalies.getPlain(slot) + 1);
    }

    public long of(Count what) {
        return counts.get(what.ordinal());
    }

    /** Messages counted for this dialect and command (commands from 255 on together), requests or answers. */
    public long messages(Dialect dialect, int command, boolean answer) {
        return messages.get(messageSlot(dialect, command, answer));
    }

    /** Messages counted for this command in all dialects of SMB2, or in SMB1; requests or answers. */
    public long messages(boolean smb2, int command, boolean answer) {
        long sum = 0;
        for (Dialect dialect : DIALECTS) {
            sum += dialect.smb2() == smb2 ? messages(dialect, command, answer) : 0;
        }
        return sum;
    }

    /** Answers of SMB2 or SMB1 with this command and NT status. */
    public long answers(boolean smb2, int command, int status) {
        return statuses.of(smb2, command, status);
    }

    public long of(Anomaly what) {
        return anomalies.get(what.ordinal());
    }

    private static int messageSlot(Dialect dialect, int command, boolean answer) {
        return (2 * dialect.ordinal() + (answer ? 1 : 0)) * COMMANDS + Math.min(command, COMMANDS - 1);
    }
}
