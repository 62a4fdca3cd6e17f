package io.sharetap.fleet;

import io.sharetap.alert.Alert;
import io.sharetap.alert.AlertCodec;
import io.sharetap.alert.AlertContext;
import io.sharetap.alert.AlertUpdate;
import io.sharetap.baseline.BaselineSettings;
import io.sharetap.baseline.ChronicleBaseline;
import io.sharetap.detect.DetectorCounts;
import io.sharetap.detect.DetectorSettings;
import io.sharetap.detect.DetectorSink;
import io.sharetap.detect.RareWriteDetector;
import io.sharetap.event.EventCodec;
import io.sharetap.event.ExecutionObserved;
import io.sharetap.event.SensorEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Judges records as one sensor and {@code sharetap score} do: the same detector over the baseline of one machine. Its
 * records are alerts, their updates, and executions that belong to one.
 */
final class SingleMachine implements DetectorSink {
    final TreeSet<String> records = new TreeSet<>();
    private final AlertCodec codec = new AlertCodec();
    private final EventCodec events = new EventCodec();

    static SingleMachine judge(List<Corpus.Line> lines, BaselineSettings baseline, DetectorSettings detector) {
        SingleMachine sink = new SingleMachine();
        List<SensorEvent> sorted = new ArrayList<>();
        for (Corpus.Line line : lines) {
            sorted.add(((EventCodec.Reading.Event) sink.events.read(line.json(), 0)).event());
        }
        sorted.sort(SensorEvent.ORDER);
        try (ChronicleBaseline memory = ChronicleBaseline.inMemory(baseline)) {
            RareWriteDetector judge = new RareWriteDetector(detector, memory, sink);
            sorted.forEach(judge::onEvent);
            DetectorCounts counts = judge.counts();
            System.out.println("single machine: " + counts);
        }
        return sink;
    }

    @Override
    public void onEvent(SensorEvent event) {
        if (event instanceof ExecutionObserved run && run.written() != null) {
            records.add(events.toJson(run));
        }
    }

    @Override
    public void onAlert(Alert alert) {
        records.add(codec.toJson(withoutActivity(alert)));
    }

    /** What else the client did is known to sensors alone: decision 24. */
    private static Alert withoutActivity(Alert alert) {
        return new Alert(
                alert.id(),
                alert.epochNanos(),
                alert.event(),
                alert.variation(),
                alert.score(),
                alert.rarity(),
                alert.message(),
                new AlertContext(alert.context().execution(), null),
                alert.folded(),
                alert.investigate());
    }

    @Override
    public void onAlertUpdate(AlertUpdate update) {
        records.add(codec.toJson(update));
    }
}
