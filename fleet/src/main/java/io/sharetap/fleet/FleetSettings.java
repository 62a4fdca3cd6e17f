package io.sharetap.fleet;

import io.sharetap.baseline.BaselineSettings;
import io.sharetap.detect.DetectorSettings;

/**
 * Holds the parameters of the fleet's steps.
 *
 * @param latenessNanos the most by which an event may come later than one with a newer time
 * @param toleranceNanos the most by which the clocks of two sensors that see the same write may differ
 * @param onDisk stores that grow with the network are on disk; false: in memory, for tests
 */
record FleetSettings(
        BaselineSettings baseline,
        DetectorSettings detector,
        long latenessNanos,
        long toleranceNanos,
        Parts parts,
        boolean onDisk) {
    /** The most writes of one part that are on their way through the other steps. */
    static final int UNDER_WAY_MAX = 4_000;

    /** Wall-clock time between two checks for what is due. */
    static final java.time.Duration TICK = java.time.Duration.ofMillis(100);
}
