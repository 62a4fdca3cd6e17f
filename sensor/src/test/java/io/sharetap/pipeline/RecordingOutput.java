package io.sharetap.pipeline;

import io.sharetap.alert.Alert;
import io.sharetap.alert.AlertUpdate;
import io.sharetap.detect.Detector;
import io.sharetap.detect.DetectorSink;
import io.sharetap.event.SensorEvent;
import io.sharetap.output.RecordSink;
import java.util.ArrayList;
import java.util.List;

/** Keeps what was put out, and has a detector that passes everything on. */
final class RecordingOutput implements RecordSink {
    private final List<SensorEvent> events = new ArrayList<>();
    private volatile boolean ended;

    Detector detector(DetectorSink sink) {
        return new Detector() {
            @Override
            public void onEvent(SensorEvent event) {
                sink.onEvent(event);
            }

            @Override
            public void onEnd(long epochNanos) {
                ended = true;
            }
        };
    }

    @Override
    public void onEvent(SensorEvent event) {
        events.add(event);
    }

    @Override
    public void onAlert(Alert alert) {
        throw new AssertionError("nobody raises alerts here");
    }

    @Override
    public void onAlertUpdate(AlertUpdate update) {
        throw new AssertionError("nobody raises alerts here");
    }

    @Override
    public void flush() {
        // Everything is kept at once.
    }

    void clear() {
        events.clear();
        ended = false;
    }

    void takeOver(RecordingOutput other) {
        events.addAll(other.events);
        ended = other.ended;
    }

    boolean ended() {
        return ended;
    }

    List<SensorEvent> events() {
        return events;
    }

    List<String> lines() {
        return events.stream().map(FakeLanes::line).toList();
    }
}
