package io.sharetap.detect;

import io.sharetap.event.SensorEvent;

/**
 * Takes events in {@link SensorEvent#ORDER} and gives them, with the alerts that they raise, to a {@link DetectorSink}.
 */
public interface Detector {
    /** Judges one event. */
    void onEvent(SensorEvent event);

    /** The input is at its end at this event time: updates that are due or pending leave now. */
    void onEnd(long epochNanos);
}
