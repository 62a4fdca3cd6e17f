package io.sharetap.status;

import io.sharetap.event.SensorEvent;
import io.sharetap.output.IgnoringOutput;
import java.util.ArrayList;
import java.util.List;

/** An output that keeps the events that it is given, and counts how often it is flushed. */
final class KeptEvents extends IgnoringOutput {
    final List<SensorEvent> events = new ArrayList<>();
    int flushes;

    @Override
    public void onEvent(SensorEvent event) {
        events.add(event);
    }

    @Override
    public void flush() {
        flushes++;
    }
}
