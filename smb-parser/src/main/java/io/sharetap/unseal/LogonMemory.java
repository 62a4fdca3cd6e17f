package io.sharetap.unseal;

/**
 * Counts the memory of unfinished logons on all connections of a worker, so that strangers' logons cannot fill the
 * memory.
 */
public final class LogonMemory {
    private final long bytesMax;
    private long taken;

    /** @param bytesMax the limit for all together */
    public LogonMemory(long bytesMax) {
        this.bytesMax = bytesMax;
    }

    boolean take(long bytes) {
        if (taken + bytes > bytesMax) {
            return false;
        }
        taken += bytes;
        return true;
    }

    void giveBack(long bytes) {
        taken -= bytes;
    }

    /** Bytes taken. */
    public long taken() {
        return taken;
    }
}
