package io.sharetap.cli;

import io.sharetap.detect.Detector;
import io.sharetap.detect.DetectorCounts;
import java.util.function.Supplier;

/** Is a detector whose counts other threads may look at: it takes them itself, each time it is told the time. */
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

    /** Up to when, by capture time, all was judged; 0: nothing yet. */
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
