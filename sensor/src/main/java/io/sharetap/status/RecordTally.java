package io.sharetap.status;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.sharetap.alert.Alert;
import io.sharetap.alert.AlertUpdate;
import io.sharetap.alert.Variation;
import io.sharetap.event.BlindSession;
import io.sharetap.event.FileWrite;
import io.sharetap.event.SensorEvent;
import io.sharetap.output.RecordSink;
import io.sharetap.smb.SessionSink.BlindReason;
import java.util.Locale;

/** Passes records to the output and counts them, on the output's thread. */
final class RecordTally implements RecordSink {
    private final MeterRegistry registry;
    private final RecordSink output;
    private final Counter folded;

    RecordTally(MeterRegistry registry, RecordSink output) {
        this.registry = registry;
        this.output = output;
        folded = counter(Meter.FOLDED_WRITES);
        for (FileWrite.Outcome outcome : FileWrite.Outcome.values()) {
            writes(true, outcome);
            writes(false, outcome);
        }
        for (BlindReason reason : BlindReason.values()) {
            blind(reason.name().toLowerCase(Locale.ROOT));
        }
        for (Variation variation : Variation.values()) {
            alerts(variation);
        }
    }

    /** Finds a counter, or makes it with 0, so that a rate can be computed from its first count on. */
    private Counter counter(Meter meter, String... tags) {
        return Counter.builder(meter.dotted())
                .description(meter.sentence())
                .tags(tags)
                .register(registry);
    }

    private Counter writes(boolean executable, FileWrite.Outcome outcome) {
        String kind = executable ? "executable" : "other";
        return counter(
                Meter.FILE_WRITES, "kind", kind, "outcome", outcome.name().toLowerCase(Locale.ROOT));
    }

    private Counter blind(String reason) {
        return counter(Meter.BLIND_SESSIONS, "reason", reason);
    }

    private Counter alerts(Variation variation) {
        String severity = variation.severity().name().toLowerCase(Locale.ROOT);
        return counter(Meter.ALERTS, "variation", variation.ruleId(), "severity", severity);
    }

    @Override
    public void onEvent(SensorEvent event) {
        if (event instanceof FileWrite write) {
            writes(write.executable(), write.outcome()).increment();
        } else if (event instanceof BlindSession blind) {
            blind(blind.reason()).increment();
        }
        output.onEvent(event);
    }

    @Override
    public void onAlert(Alert alert) {
        alerts(alert.variation()).increment();
        output.onAlert(alert);
    }

    @Override
    public void onAlertUpdate(AlertUpdate update) {
        folded.increment(update.foldedWrites().size());
        output.onAlertUpdate(update);
    }

    @Override
    public void flush() {
        output.flush();
    }

    @Override
    public void settle() {
        output.settle();
    }
}
