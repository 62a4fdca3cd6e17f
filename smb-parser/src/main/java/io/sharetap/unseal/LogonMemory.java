package io.sharetap.unseal;

/**
 * Counts what logons under way take on all connections of a worker, so that strangers' logons do not fill the memory.
 */
public final class LogonMemory {
    private final long bytesMax;
    private long taken;

    /** @param bytesMax what they may take in all */
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

    /** Bytes that are taken. */
    public long taken() {
        return taken;
    }
}
