package io.sharetap.cli;

import io.sharetap.detect.Detector;
import io.sharetap.event.IpAddress;
import io.sharetap.event.SensorEvent;
import java.util.concurrent.atomic.AtomicReference;

/** Is a detector that is changed between two events, on its own thread, by what another thread has left for it. */
final class AdjustedDetector extends ForwardingDetector {
    private static final Runnable NOTHING = () -> {};

    private final AtomicReference<Runnable> change = new AtomicReference<>(NOTHING);

    AdjustedDetector(Detector detector) {
        super(detector);
    }

    /** Before the next event, or the next second, this is done; what was left before and not done yet is not. */
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
