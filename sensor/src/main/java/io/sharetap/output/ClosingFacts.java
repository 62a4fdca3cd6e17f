package io.sharetap.output;

import io.sharetap.base.Anomaly;
import io.sharetap.base.Count;
import java.util.List;
import java.util.Map;

/**
 * Holds facts of the closing table that do not come from records.
 *
 * @param packets frames taken from the input; {@link #NO_PACKETS} where the input is records
 * @param capturedBytes their bytes
 * @param firstNanos capture time of the earliest, -1: none
 * @param lastNanos capture time of the latest, -1: none
 * @param counts those that are not zero
 * @param anomalies those that are not zero
 * @param suppressed uncommon writes that raised no alert, by reason
 * @param diskFull how often the disk had no room for the baseline
 * @param notRead inputs that could not be read, or not completely
 */
public record ClosingFacts(
        long packets,
        long capturedBytes,
        long firstNanos,
        long lastNanos,
        Map<Count, Long> counts,
        Map<Anomaly, Long> anomalies,
        Map<String, Long> suppressed,
        long diskFull,
        List<String> notRead) {
    public static final long NO_PACKETS = -1;
}
