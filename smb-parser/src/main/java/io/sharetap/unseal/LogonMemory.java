package io.sharetap.unseal;

/**
 * Counts what logons under way take on all connections of a worker, so that strangers' logons do not fill the memory.
 */
public final class LogonMemory {
    private static final long BYTES_MAX = 8L << 20;

    private long taken;

    boolean take(long bytes) {
        if (taken + bytes > BYTES_MAX) {
            return false;
        }
        taken += bytes;
        return true;
    }

    void giveBack(long bytes) {
        taken -= bytes;
    }

    /** Bytes that are taken. */
    public long taken() {
        return taken;
    }
}
