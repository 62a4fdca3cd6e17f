package io.sharetap.output;

import io.sharetap.base.Anomaly;
import io.sharetap.base.Count;
import java.util.List;
import java.util.Map;

/**
 * Holds what the closing table says beside what it counted from records.
 *
 * @param packets frames taken from the input, or {@link #NO_PACKETS}: of records, which say nothing of them
 * @param capturedBytes their bytes
 * @param firstNanos capture time of the earliest, -1: none
 * @param lastNanos capture time of the latest, -1: none
 * @param counts what is not zero
 * @param anomalies what is not zero
 * @param suppressed what raised no alert although it was uncommon, by reason
 * @param diskFull times that the disk had no room for what the baseline was to keep
 * @param notRead inputs that could not be read, or not wholly
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
