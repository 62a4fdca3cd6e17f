package io.sharetap.cli;

import io.sharetap.detect.Detector;
import io.sharetap.event.SensorEvent;
import io.sharetap.pipeline.Checkpoint;

/** A detector whose state is saved every few seconds, so that a kill loses neither its stories nor recent events. */
final class KeptDetector extends ForwardingDetector {
    private final Checkpoint checkpoint;
    private boolean changed;

    KeptDetector(Detector detector, Checkpoint checkpoint) {
        super(detector);
        this.checkpoint = checkpoint;
    }

    @Override
    public void onEvent(SensorEvent event) {
        super.onEvent(event);
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
    public void onTime(long epochNanos) {
        super.onTime(epochNanos);
        keepIfDue(); // a live source may be quiet for long
    }
}
