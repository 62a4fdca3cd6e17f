package io.sharetap.fleet;

import io.sharetap.baseline.BaselineSettings;
import io.sharetap.detect.DetectorSettings;

/**
 * Holds what the fleet's steps are made by.
 *
 * @param latenessNanos an event comes at most so much later than one with a newer time
 * @param toleranceNanos the clocks of two sensors that see the same write differ by no more
 * @param onDisk stores that grow with the network lie on the disk; false: in memory, for tests
 */
record FleetSettings(
        BaselineSettings baseline,
        DetectorSettings detector,
        long latenessNanos,
        long toleranceNanos,
        Parts parts,
        boolean onDisk) {
    /** Writes of one part that may be on their way through the other steps. */
    static final int UNDER_WAY_MAX = 4_000;

    /** Wall-clock time between two looks at what is due. */
    static final java.time.Duration TICK = java.time.Duration.ofMillis(100);
}
