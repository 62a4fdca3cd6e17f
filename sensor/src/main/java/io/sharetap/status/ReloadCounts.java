package io.sharetap.status;

/**
 * Counts how often settings were read again.
 *
 * @param succeeded readings after which they were in force
 * @param failed readings that found something wrong and changed nothing
 * @param lastMillis when the last succeeded, the start's among them; milliseconds since 1970
 */
public record ReloadCounts(long succeeded, long failed, long lastMillis) {
    /** One more was in force. */
    public ReloadCounts withSuccess(long nowMillis) {
        return new ReloadCounts(succeeded + 1, failed, nowMillis);
    }

    /** One more changed nothing. */
    public ReloadCounts withFailure() {
        return new ReloadCounts(succeeded, failed + 1, lastMillis);
    }
}
