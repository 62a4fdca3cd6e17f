package io.sharetap.detect;

import io.sharetap.event.IpAddress;
import io.sharetap.event.SensorEvent;

/**
 * Takes events in {@link SensorEvent#ORDER} and passes them, each followed by the alerts that it raises, to a
 * {@link DetectorSink}.
 */
public interface Detector {
    /** Announces the event after the next one, so that what it needs can be fetched meanwhile. */
    default void expect(SensorEvent next) {}

    /** Judges one event. */
    void onEvent(SensorEvent event);

    /**
     * Says that no earlier event will come: updates that are due leave now. A source that falls silent calls this, so
     * that they need not wait for its next event.
     */
    default void onTime(long epochNanos) {}

    /** The host was seen to serve SYSVOL or NETLOGON: from now on it counts as a critical asset. */
    default void onDomainController(IpAddress host, long epochNanos) {}

    /** Whether an event of this time would close a day, after which further events of that day are not recorded. */
    default boolean closesDay(long epochNanos) {
        return false;
    }

    /** The input ends at this event time: all pending updates leave now. */
    void onEnd(long epochNanos);
}
