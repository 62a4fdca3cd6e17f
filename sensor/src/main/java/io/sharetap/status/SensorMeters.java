package io.sharetap.status;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sharetap.alert.Suppression;
import io.sharetap.base.Anomaly;
import io.sharetap.base.Count;
import io.sharetap.capture.InterfaceCounts;
import io.sharetap.detect.DetectorCounts;
import io.sharetap.output.ExecutableFolder;
import io.sharetap.output.NotSaved;
import io.sharetap.output.RecordSink;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/** Gives the sensor's counts in Prometheus' format; reads them when it is asked. */
final class SensorMeters {
    /** Anomalies that say that a bounded table let something go, and how the table is called. */
    private static final Map<Anomaly, String> TABLES = Map.ofEntries(
            Map.entry(Anomaly.IP_FRAGMENTS_FULL, "fragments"),
            Map.entry(Anomaly.TCP_HALF_OPEN_FORGOTTEN, "half_open"),
            Map.entry(Anomaly.TCP_CONNECTION_EVICTED, "connections"),
            Map.entry(Anomaly.TCP_REORDER_MEMORY_FULL, "reorder"),
            Map.entry(Anomaly.SMB_SESSIONS_FULL, "sessions"),
            Map.entry(Anomaly.SMB_TREES_FULL, "trees"),
            Map.entry(Anomaly.SMB_OPENS_FULL, "opens"),
            Map.entry(Anomaly.SMB_CHANNELS_FULL, "channels"),
            Map.entry(Anomaly.SMB_PENDING_FULL, "pending"),
            Map.entry(Anomaly.SMB_PARKED_FULL, "parked_answers"),
            Map.entry(Anomaly.SMB_GATHER_MEMORY_FULL, "gathered_heads"),
            Map.entry(Anomaly.SMB_TRANSFORM_MEMORY_FULL, "gathered_transforms"),
            Map.entry(Anomaly.SMB_LOGONS_FULL, "logons"),
            Map.entry(Anomaly.FILE_EVICTED, "files"),
            Map.entry(Anomaly.OPEN_FILES_FULL, "open_files"),
            Map.entry(Anomaly.CONTENT_MEMORY_FULL, "content"),
            Map.entry(Anomaly.RANGES_FORGOTTEN, "ranges"),
            Map.entry(Anomaly.RPC_MEMORY_FULL, "gathered_calls"),
            Map.entry(Anomaly.RPC_CALLS_FULL, "pending_calls"),
            Map.entry(Anomaly.RPC_CONTEXTS_FULL, "call_contexts"),
            Map.entry(Anomaly.RPC_ENDPOINTS_FULL, "call_endpoints"),
            Map.entry(Anomaly.RPC_HANDLES_FULL, "call_handles"),
            Map.entry(Anomaly.CLIENT_ACTS_FULL, "told_acts"));

    private static final double MILLIS = 1e3;

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final SensorView view;
    private final StageTimes stages = new StageTimes();
    private final Set<String> stagesSeen = new HashSet<>();
    private final MessageMeters messages;
    private final OutputMeters outputs;

    SensorMeters(SensorView view) {
        this.view = view;
        messages = new MessageMeters(registry, view);
        outputs = new OutputMeters(registry, view);
        view.interfaces().forEach(each -> ofInterface(each.name()));
        ofPipeline();
        ofDetector();
        ofFolder();
        count(Meter.CONFIG_RELOADS, each -> each.reloads().succeeded(), "result", "success");
        count(Meter.CONFIG_RELOADS, each -> each.reloads().failed(), "result", "failure");
        gauge(Meter.CONFIG_RELOADED, each -> each.reloads().lastMillis() / MILLIS);
    }

    RecordSink counting(RecordSink output) {
        return new RecordTally(registry, output);
    }

    /** All metrics with their present values. */
    synchronized String scrape() {
        messages.register();
        outputs.register();
        for (String stage : stages.read().keySet()) {
            if (stagesSeen.add(stage)) {
                count(Meter.STAGE_CPU, any -> stages.seconds(stage), "stage", stage);
            }
        }
        return registry.scrape();
    }

    private void count(Meter meter, ToDoubleFunction<SensorView> value, String... tags) {
        FunctionCounter.builder(meter.dotted(), view, value)
                .description(meter.sentence())
                .tags(Tags.of(tags))
                .register(registry);
    }

    private void gauge(Meter meter, ToDoubleFunction<SensorView> value, String... tags) {
        Gauge.builder(meter.dotted(), view, value)
                .description(meter.sentence())
                .tags(Tags.of(tags))
                .strongReference(true)
                .register(registry);
    }

    private void ofInterface(String name) {
        count(Meter.PACKETS, of(name, InterfaceCounts::packets), "interface", name);
        count(Meter.BYTES, of(name, InterfaceCounts::bytes), "interface", name);
        dropped(name, "kernel", InterfaceCounts::droppedKernel);
        dropped(name, "interface", InterfaceCounts::droppedInterface);
        dropped(name, "ring", InterfaceCounts::droppedRing);
        gauge(Meter.INTERFACE_UP, of(name, each -> each.up() ? 1 : 0), "interface", name);
        count(Meter.INTERFACE_CHANGES, of(name, InterfaceCounts::changes), "interface", name);
        gauge(Meter.RING_USED, of(name, InterfaceCounts::ringUsedBytes), "interface", name);
        gauge(Meter.RING_SIZE, of(name, InterfaceCounts::ringBytes), "interface", name);
    }

    private void dropped(String name, String where, ToDoubleFunction<InterfaceCounts> value) {
        count(Meter.DROPPED_PACKETS, of(name, value), "interface", name, "where", where);
    }

    private static ToDoubleFunction<SensorView> of(String name, ToDoubleFunction<InterfaceCounts> value) {
        return view -> view.interfaces().stream()
                .filter(each -> each.name().equals(name))
                .mapToDouble(value)
                .sum();
    }

    private void ofPipeline() {
        gauge(Meter.LAG, view -> lag(view.pipeline().readNanos()), "stage", "decode");
        gauge(Meter.LAG, view -> lag(view.pipeline().assembledNanos()), "stage", "assemble");
        gauge(Meter.LAG, view -> lag(view.judgedNanos()), "stage", "judge");
        count(Meter.FLOWS, view -> view.pipeline().counts().of(Count.CONNECTIONS));
        gauge(Meter.FLOWS_OPEN, view -> view.pipeline().flows());
        count(Meter.GAP_BYTES, view -> view.pipeline().counts().of(Count.GAP_BYTES));
        gauge(Meter.HELD_BYTES, view -> view.pipeline().heldBytes());
        count(Meter.FAULTS, view -> view.pipeline().counts().faults().count());
        for (Anomaly anomaly : Anomaly.values()) {
            ToDoubleFunction<SensorView> times =
                    view -> view.pipeline().counts().of(anomaly);
            count(Meter.ANOMALIES, times, "room", anomaly.room(), "name", anomaly.label());
            if (anomaly.room().equals("frame")) {
                count(Meter.DECODE_FAILURES, times, "reason", anomaly.label());
            }
            if (TABLES.containsKey(anomaly)) {
                count(Meter.TABLE_EVICTIONS, times, "table", TABLES.get(anomaly));
            }
        }
    }

    /** Seconds since a capture time; 0 where there was none yet. */
    static double lag(long epochNanos) {
        return epochNanos == 0 ? 0 : Math.max(0, System.currentTimeMillis() / 1e3 - epochNanos / 1e9);
    }

    private void ofDetector() {
        for (Suppression reason : Suppression.values()) {
            ToDoubleFunction<DetectorCounts> times =
                    counts -> counts.alerts().suppressed().getOrDefault(reason, 0L);
            count(Meter.SUPPRESSED_ALERTS, detected(times), "reason", reason.label());
        }
        count(Meter.SUPPRESSED_ALERTS, detected(DetectorCounts::setAside), "reason", "time");
        entries("executables", counts -> counts.baseline().executables());
        entries("destinations", counts -> counts.baseline().destinations());
        entries("clients", counts -> counts.baseline().clients());
        count(Meter.BASELINE_EVICTIONS, detected(counts -> counts.baseline().evicted()));
        gauge(Meter.BASELINE_OBSERVED_DAYS, detected(counts -> counts.baseline().observedDays()));
        gauge(Meter.BASELINE_ACTIVE, view -> {
            DetectorCounts counts = view.detector();
            return counts != null && counts.baseline().observedDays() >= view.activationDays() ? 1 : 0;
        });
        count(Meter.BASELINE_DISK_FULL, detected(counts -> counts.baseline().diskFull()));
        count(Meter.TABLE_EVICTIONS, detected(counts -> counts.alerts().storyEvictions()), "table", "stories");
        count(Meter.TABLE_EVICTIONS, detected(DetectorCounts::executionEvictions), "table", "executions");
        count(Meter.TABLE_EVICTIONS, detected(DetectorCounts::actEvictions), "table", "client_acts");
        count(Meter.TABLE_EVICTIONS, detected(DetectorCounts::fanOutEvictions), "table", "recent_destinations");
    }

    private void ofFolder() {
        count(Meter.EXTRACTED, saved(ExecutableFolder::saved));
        gauge(Meter.EXTRACT_HELD, saved(ExecutableFolder::heldBytes));
        for (NotSaved reason : NotSaved.values()) {
            count(Meter.NOT_EXTRACTED, saved(folder -> folder.notSaved(reason)), "reason", reason.label());
        }
    }

    private static ToDoubleFunction<SensorView> saved(ToDoubleFunction<ExecutableFolder> value) {
        return view -> view.folder() == null ? 0 : value.applyAsDouble(view.folder());
    }

    private void entries(String table, ToDoubleFunction<DetectorCounts> value) {
        gauge(Meter.BASELINE_ENTRIES, detected(value), "table", table);
        gauge(Meter.BASELINE_CAPACITY, view -> view.capacityOf(table), "table", table);
    }

    private static ToDoubleFunction<SensorView> detected(ToDoubleFunction<DetectorCounts> value) {
        return view -> view.detector() == null ? 0 : value.applyAsDouble(view.detector());
    }
}
