package io.sharetap.cli;

import io.sharetap.detect.Detector;
import io.sharetap.detect.DetectorCounts;
import io.sharetap.event.IpAddress;
import io.sharetap.event.SensorEvent;
import java.util.function.Supplier;

/** Is a detector whose counts other threads may look at: it takes them itself, each time it is told the time. */
final class ShownDetector implements Detector {
    private final Detector detector;
    private final Supplier<DetectorCounts> counts;
    private volatile DetectorCounts latest;
    private volatile long judgedNanos;

    ShownDetector(Detector detector, Supplier<DetectorCounts> counts) {
        this.detector = detector;
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
    public void expect(SensorEvent next) {
        detector.expect(next);
    }

    @Override
    public void onEvent(SensorEvent event) {
        detector.onEvent(event);
    }

    @Override
    public void onDomainController(IpAddress host, long epochNanos) {
        detector.onDomainController(host, epochNanos);
    }

    @Override
    public boolean closesDay(long epochNanos) {
        return detector.closesDay(epochNanos);
    }

    @Override
    public void onTime(long epochNanos) {
        detector.onTime(epochNanos);
        latest = counts.get();
        judgedNanos = epochNanos;
    }

    @Override
    public void onEnd(long epochNanos) {
        detector.onEnd(epochNanos);
    }
}
