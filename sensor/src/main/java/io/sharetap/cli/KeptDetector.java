package io.sharetap.cli;

import io.sharetap.detect.Detector;
import io.sharetap.event.IpAddress;
import io.sharetap.event.SensorEvent;
import io.sharetap.pipeline.Checkpoint;

/**
 * Is a detector that is kept every few seconds, so that a kill loses neither its stories nor what happened just now.
 */
final class KeptDetector implements Detector {
    private final Detector detector;
    private final Checkpoint checkpoint;
    private boolean changed;

    KeptDetector(Detector detector, Checkpoint checkpoint) {
        this.detector = detector;
        this.checkpoint = checkpoint;
    }

    @Override
    public void expect(SensorEvent next) {
        detector.expect(next);
    }

    @Override
    public void onEvent(SensorEvent event) {
        detector.onEvent(event);
        changed = true;
        keepIfDue();
    }

    private void keepIfDue() {
        if (changed && checkpoint.isDue()) {
            checkpoint.take();
            changed = false;
        }
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
        keepIfDue(); // what is live may be quiet for long
    }

    @Override
    public void onEnd(long epochNanos) {
        detector.onEnd(epochNanos);
    }
}
