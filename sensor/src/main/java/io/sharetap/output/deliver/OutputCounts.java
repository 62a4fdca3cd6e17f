package io.sharetap.output.deliver;

import java.util.Map;
import java.util.stream.Collectors;

/**
 * Says how an output fares.
 *
 * @param name the target, without options
 * @param taken records that the receiver took in this run
 * @param queuedRecords that wait in memory
 * @param queuedBytes of them
 * @param spilledRecords that wait on disk
 * @param spilledBytes of them
 * @param lost records by reason
 * @param reconnects times that the receiver was tried anew after a failure
 * @param up whether the last try went well
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
