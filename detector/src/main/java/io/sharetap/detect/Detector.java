package io.sharetap.detect;

import io.sharetap.event.IpAddress;
import io.sharetap.event.SensorEvent;

/**
 * Takes events in {@link SensorEvent#ORDER} and gives them, with the alerts that they raise, to a {@link DetectorSink}.
 */
public interface Detector {
    /** The event will come after the one that comes next: what it needs may be fetched meanwhile. */
    default void expect(SensorEvent next) {}

    /** Judges one event. */
    void onEvent(SensorEvent event);

    /**
     * No event before this time will come any more: updates that are due leave now. A source that falls silent calls
     * it, so that they need not wait for the next event.
     */
    default void onTime(long epochNanos) {}

    /** The host was seen to serve SYSVOL or NETLOGON: what is written to it from now on goes to a critical asset. */
    default void onDomainController(IpAddress host, long epochNanos) {}

    /** True: an event of this time would close a day, after which the events of that day count no more. */
    default boolean closesDay(long epochNanos) {
        return false;
    }

    /** The input is at its end at this event time: updates that are due or pending leave now. */
    void onEnd(long epochNanos);
}
