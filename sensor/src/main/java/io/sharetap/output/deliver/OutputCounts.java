package io.sharetap.output.deliver;

import java.util.Map;
import java.util.stream.Collectors;

/**
 * Says how an output fares.
 *
 * @param name the target, without options
 * @param taken records that the receiver took in this run
 * @param queuedRecords records that wait in memory
 * @param queuedBytes their bytes
 * @param spilledRecords records that wait on disk
 * @param spilledBytes their bytes
 * @param lost records by reason
 * @param reconnects how often the receiver was tried again after a failure
 * @param up whether the last attempt succeeded
 * @param lastErrorMillis wall-clock time of the last failure, 0: there was none
 */
public record OutputCounts(
        String name,
        long taken,
        long queuedRecords,
        long queuedBytes,
        long spilledRecords,
        long spilledBytes,
        Map<Loss, Long> lost,
        long reconnects,
        boolean up,
        long lastErrorMillis) {
    /** Records that were lost for any reason. */
    public long lostInAll() {
        return lost.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Losses by reason, in words for people. */
    String lossText() {
        return lost.entrySet().stream()
                .filter(loss -> loss.getValue() > 0)
                .map(loss -> loss.getKey().label() + " " + loss.getValue())
                .collect(Collectors.joining(", "));
    }
}
