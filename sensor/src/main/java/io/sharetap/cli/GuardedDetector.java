package io.sharetap.cli;

import io.sharetap.detect.Detector;
import io.sharetap.event.IpAddress;
import io.sharetap.event.SensorEvent;
import java.util.function.Consumer;

/**
 * Is a detector until its baseline is lost, then nothing: a file that is mapped into memory and was cut short, or whose
 * disk fails, is an error of the virtual machine at whatever is done just then.
 */
final class GuardedDetector implements Detector {
    private final Detector detector;
    private final Consumer<String> onLost;
    private volatile boolean lost;

    /** @param onLost is told once, and why */
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
