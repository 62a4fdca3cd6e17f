package io.sharetap.cli;

import io.sharetap.detect.Detector;
import io.sharetap.event.SensorEvent;
import io.sharetap.pipeline.Checkpoint;

/**
 * Is a detector that is kept every few seconds, so that a kill loses neither its stories nor what happened just now.
 */
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
        keepIfDue(); // what is live may be quiet for long
    }
}
