package io.sharetap.cli;

import io.sharetap.detect.Detector;
import io.sharetap.event.IpAddress;
import io.sharetap.event.SensorEvent;
import java.util.function.Consumer;

/**
 * Passes calls to a detector until its baseline is lost, and ignores them from then on. When a mapped file is cut short
 * or its disk fails, Java throws an error at whatever code runs at the time.
 */
final class GuardedDetector implements Detector {
    private final Detector detector;
    private final Consumer<String> onLost;
    private volatile boolean lost;

    /** @param onLost is called once, with the reason */
    GuardedDetector(Detector detector, Consumer<String> onLost) {
        this.detector = detector;
        this.onLost = onLost;
    }

    boolean lost() {
        return lost;
    }

    void lose(String why) {
        if (!lost) {
            lost = true;
            onLost.accept(why);
        }
    }

    @Override
    public void expect(SensorEvent next) {
        if (lost) {
            return;
        }
        try {
            detector.expect(next);
        } catch (InternalError e) {
            lose(e.getMessage());
        }
    }

    @Override
    public void onEvent(SensorEvent event) {
        if (lost) {
            return;
        }
        try {
            detector.onEvent(event);
        } catch (InternalError e) {
            lose(e.getMessage());
        }
    }

    @Override
    public void onDomainController(IpAddress host, long epochNanos) {
        if (lost) {
            return;
        }
        try {
            detector.onDomainController(host, epochNanos);
        } catch (InternalError e) {
            lose(e.getMessage());
        }
    }

    @Override
    public boolean closesDay(long epochNanos) {
        return !lost && detector.closesDay(epochNanos);
    }

    @Override
    public void onTime(long epochNanos) {
        if (lost) {
            return;
        }
        try {
            detector.onTime(epochNanos);
        } catch (InternalError e) {
            lose(e.getMessage());
        }
    }

    @Override
    public void onEnd(long epochNanos) {
        if (lost) {
            return;
        }
        try {
            detector.onEnd(epochNanos);
        } catch (InternalError e) {
            lose(e.getMessage());
        }
    }
}
