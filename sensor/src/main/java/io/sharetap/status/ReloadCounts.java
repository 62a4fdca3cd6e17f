package io.sharetap.status;

/**
 * Counts how often settings were read again.
 *
 * @param succeeded readings that put the settings into force
 * @param failed readings that found a mistake and changed nothing
 * @param lastMillis when the last one succeeded, or the start; milliseconds since 1970
 */
public record ReloadCounts(long succeeded, long failed, long lastMillis) {
    /** These counts with one more success. */
    public ReloadCounts withSuccess(long nowMillis) {
        return new ReloadCounts(succeeded + 1, failed, nowMillis);
    }

    /** These counts with one more failure. */
    public ReloadCounts withFailure() {
        return new ReloadCounts(succeeded, failed + 1, lastMillis);
    }
}
