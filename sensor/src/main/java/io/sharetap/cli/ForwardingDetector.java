package io.sharetap.cli;

import io.sharetap.detect.Detector;
import io.sharetap.event.IpAddress;
import io.sharetap.event.SensorEvent;

/** Passes all calls on to a detector; subclasses add to that. */
abstract class ForwardingDetector implements Detector {
    private final Detector detector;

    ForwardingDetector(Detector detector) {
        this.detector = detector;
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
    }

    @Override
    public void onEnd(long epochNanos) {
        detector.onEnd(epochNanos);
    }
}
