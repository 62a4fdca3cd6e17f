package io.sharetap.pipeline;

import io.sharetap.alert.Alert;
import io.sharetap.alert.AlertUpdate;
import io.sharetap.detect.Detector;
import io.sharetap.event.IpAddress;
import io.sharetap.event.SensorEvent;
import io.sharetap.output.RecordSink;
import java.util.ArrayList;
import java.util.List;

/** Keeps what was put out, and has a detector that passes everything on. */
final class RecordingOutput implements RecordSink {
    private final List<SensorEvent> events = new ArrayList<>();
    private final List<IpAddress> controllers = new ArrayList<>();
    private final List<Integer> eventsBeforeController = new ArrayList<>();
    private int seen;
    private volatile boolean ended;

    Detector detector(RecordSink sink) {
        return new Detector() {
            @Override
            public void onEvent(SensorEvent event) {
                seen++;
                sink.onEvent(event);
            }

            @Override
            public void onDomainController(IpAddress host, long epochNanos) {
                controllers.add(host);
                eventsBeforeController.add(seen);
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

    /** Hosts of which the detector learnt before it had so many events. */
    List<IpAddress> controllersBefore(int events) {
        List<IpAddress> early = new ArrayList<>();
        for (int i = 0; i < controllers.size(); i++) {
            if (eventsBeforeController.get(i) < events) {
                early.add(controllers.get(i));
            }
        }
        return early;
    }

    void clear() {
        controllers.clear();
        eventsBeforeController.clear();
        seen = 0;
        events.clear();
        ended = false;
    }

    void takeOver(RecordingOutput other) {
        events.addAll(other.events);
        controllers.addAll(other.controllers);
        eventsBeforeController.addAll(other.eventsBeforeController);
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
