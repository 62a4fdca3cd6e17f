package io.sharetap.pipeline;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Keeps the latest time of the records read. One record with a nonsense time must not make all others look late: a time
 * more than a day off counts from the third record in a row that agrees.
 */
final class InputTime {
    private static final long FAR_NANOS = 86_400_000_000_000L;
    private static final int AGREEMENT = 3;

    private long latestNanos = Long.MIN_VALUE;
    private long farNanos;
    private int farRecords;

    /** Takes the time of a record. */
    void onRecord(long epochNanos) {
        if (latestNanos == Long.MIN_VALUE) {
            latestNanos = epochNanos;
            return;
        }
        if (Math.abs(epochNanos - latestNanos) <= FAR_NANOS) {
            farRecords = 0;
            latestNanos = Math.max(latestNanos, epochNanos);
            return;
        }
        boolean near = Math.abs(epochNanos - farNanos) <= FAR_NANOS;
        boolean goesOn = epochNanos > latestNanos && farNanos > latestNanos && epochNanos > farNanos;
        farRecords = farRecords > 0 && (near || goesOn) ? farRecords + 1 : 1;
        farNanos = farRecords > 1 && near ? Math.max(farNanos, epochNanos) : epochNanos;
        if (farRecords >= AGREEMENT) {
            latestNanos = farNanos;
            farRecords = 0;
        }
    }

    /** The latest time; {@link Long#MIN_VALUE} before the first record. */
    long latestNanos() {
        return latestNanos;
    }

    void writeTo(DataOutput out) throws IOException {
        out.writeLong(latestNanos);
        out.writeLong(farNanos);
        out.writeInt(farRecords);
    }

    void readFrom(DataInput in) throws IOException {
        latestNanos = in.readLong();
        farNanos = in.readLong();
        farRecords = in.readInt();
    }
}
