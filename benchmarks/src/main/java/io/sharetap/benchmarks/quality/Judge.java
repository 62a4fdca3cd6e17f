package io.sharetap.benchmarks.quality;

import io.sharetap.event.SensorEvent;

/** A detector under test; it reports its alerts to {@link Verdicts}. */
interface Judge extends AutoCloseable {
    /** Judges one event; events come in the order of their time. */
    void onEvent(SensorEvent event);

    /** The input has ended: everything pending is reported. */
    default void onEnd(long epochNanos) {}

    @Override
    default void close() {}
}
