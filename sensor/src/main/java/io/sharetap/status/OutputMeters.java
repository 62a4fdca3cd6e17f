package io.sharetap.status;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter.Id;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.sharetap.output.deliver.Loss;
import io.sharetap.output.deliver.OutputCounts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Registers the meters of each output, and removes them when the output is gone. */
final class OutputMeters {
    private static final double SECOND_MILLIS = 1e3;

    private final MeterRegistry registry;
    private final SensorView view;
    private final Map<String, List<Id>> registered = new HashMap<>();

    OutputMeters(MeterRegistry registry, SensorView view) {
        this.registry = registry;
        this.view = view;
    }

    /** Brings the meters in line with the present outputs. */
    synchronized void register() {
        Set<String> names = view.outputs().stream().map(OutputCounts::name).collect(Collectors.toSet());
        for (String gone : List.copyOf(registered.keySet())) {
            if (!names.contains(gone)) {
                registered.remove(gone).forEach(registry::remove);
            }
        }
        names.forEach(name -> registered.computeIfAbsent(name, this::register));
    }

    private List<Id> register(String name) {
        List<Id> ids = new ArrayList<>();
        ids.add(count(Meter.OUTPUT_RECORDS, name, OutputCounts::taken));
        for (Loss reason : Loss.values()) {
            ids.add(count(
                    Meter.OUTPUT_LOST_RECORDS, name, counts -> counts.lost().get(reason), "reason", reason.label()));
        }
        ids.add(gauge(Meter.OUTPUT_QUEUED_RECORDS, name, OutputCounts::queuedRecords));
        ids.add(gauge(Meter.OUTPUT_QUEUED_BYTES, name, OutputCounts::queuedBytes));
        ids.add(gauge(Meter.OUTPUT_SPILLED_RECORDS, name, OutputCounts::spilledRecords));
        ids.add(gauge(Meter.OUTPUT_SPILLED_BYTES, name, OutputCounts::spilledBytes));
        ids.add(count(Meter.OUTPUT_RECONNECTS, name, OutputCounts::reconnects));
        ids.add(gauge(Meter.OUTPUT_UP, name, counts -> counts.up() ? 1 : 0));
        ids.add(gauge(Meter.OUTPUT_LAST_ERROR_AGE, name, OutputMeters::lastErrorAge));
        return ids;
    }

    private static double lastErrorAge(OutputCounts counts) {
        return counts.lastErrorMillis() == 0
                ? Double.NaN
                : Math.max(0, System.currentTimeMillis() - counts.lastErrorMillis()) / SECOND_MILLIS;
    }

    private Id count(Meter meter, String name, ToDoubleFunction<OutputCounts> value, String... tags) {
        return FunctionCounter.builder(meter.dotted(), view, any -> of(name, value))
                .description(meter.sentence())
                .tags(Tags.of(tags).and("output", name))
                .register(registry)
                .getId();
    }

    private Id gauge(Meter meter, String name, ToDoubleFunction<OutputCounts> value) {
        return Gauge.builder(meter.dotted(), view, any -> of(name, value))
                .description(meter.sentence())
                .tags("output", name)
                .strongReference(true)
                .register(registry)
                .getId();
    }

    private double of(String name, ToDoubleFunction<OutputCounts> value) {
        return view.outputs().stream()
                .filter(counts -> counts.name().equals(name))
                .mapToDouble(value)
                .sum();
    }
}
