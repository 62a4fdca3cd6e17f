package io.sharetap.cli;

import io.sharetap.detect.Detector;
import io.sharetap.event.IpAddress;
import io.sharetap.event.SensorEvent;
import java.util.concurrent.atomic.AtomicReference;

/** A detector that another thread can change: the change runs between two events, on the detector's own thread. */
final class AdjustedDetector extends ForwardingDetector {
    private static final Runnable NOTHING = () -> {};

    private final AtomicReference<Runnable> change = new AtomicReference<>(NOTHING);

    AdjustedDetector(Detector detector) {
        super(detector);
    }

    /**
     * Sets the change to run before the next event, or within a second; an earlier one that did not run yet is dropped.
     */
    void leave(Runnable next) {
        change.set(next);
    }

    private void adjust() {
        if (change.get() != NOTHING) {
            change.getAndSet(NOTHING).run();
        }
    }

    @Override
    public void onEvent(SensorEvent event) {
        adjust();
        super.onEvent(event);
    }

    @Override
    public void onDomainController(IpAddress host, long epochNanos) {
        adjust();
        super.onDomainController(host, epochNanos);
    }

    @Override
    public void onTime(long epochNanos) {
        adjust();
        super.onTime(epochNanos);
    }
}
