package io.sharetap.benchmarks.quality;

import io.sharetap.event.SensorEvent;

/** Is a detector under test; it tells its alerts to {@link Verdicts}. */
interface Judge extends AutoCloseable {
    /** Judges one event; events come in the order of their time. */
    void onEvent(SensorEvent event);

    /** Nothing more comes: what is still to be told is told. */
    default void onEnd(long epochNanos) {}

    @Override
    default void close() {}
}
