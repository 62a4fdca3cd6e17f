package io.sharetap.cli;

import io.sharetap.detect.Detector;
import io.sharetap.detect.DetectorCounts;
import java.util.function.Supplier;

/** A detector whose counts other threads may read: it copies them itself, each time it is told the time. */
final class ShownDetector extends ForwardingDetector {
    private final Supplier<DetectorCounts> counts;
    private volatile DetectorCounts latest;
    private volatile long judgedNanos;

    ShownDetector(Detector detector, Supplier<DetectorCounts> counts) {
        super(detector);
        this.counts = counts;
        latest = counts.get();
    }

    /** As of the last second. */
    DetectorCounts latest() {
        return latest;
    }

    /** Capture time up to which all events were judged; 0: none yet. */
    long judgedNanos() {
        return judgedNanos;
    }

    @Override
    public void onTime(long epochNanos) {
        super.onTime(epochNanos);
        latest = counts.get();
        judgedNanos = epochNanos;
    }
}
