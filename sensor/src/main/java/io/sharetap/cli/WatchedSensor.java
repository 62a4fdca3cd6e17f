package io.sharetap.cli;

import io.sharetap.baseline.BaselineSettings;
import io.sharetap.capture.InterfaceCounts;
import io.sharetap.capture.LiveSource;
import io.sharetap.detect.DetectorCounts;
import io.sharetap.output.ExecutableFolder;
import io.sharetap.output.deliver.OutputCounts;
import io.sharetap.pipeline.Pipeline;
import io.sharetap.pipeline.PipelineState;
import io.sharetap.status.ReloadCounts;
import io.sharetap.status.SensorView;
import java.util.List;

/** Gives the view of a watching sensor for HTTP. */
final class WatchedSensor implements SensorView {
    private final LiveSource source;
    private final DetectorOpener detectors;
    private final BaselineSettings.Capacity capacity;
    private final RecordOutput output;
    private final Reloader reloader;
    private volatile Pipeline pipeline;

    WatchedSensor(
            LiveSource source,
            DetectorOpener detectors,
            RecordOutput output,
            Reloader reloader,
            BaselineSettings.Capacity capacity) {
        this.source = source;
        this.detectors = detectors;
        this.output = output;
        this.reloader = reloader;
        this.capacity = capacity;
    }

    void runs(Pipeline running) {
        pipeline = running;
    }

    @Override
    public List<InterfaceCounts> interfaces() {
        return source.counts();
    }

    @Override
    public PipelineState pipeline() {
        Pipeline running = pipeline;
        return running == null ? PipelineState.NOT_BEGUN : running.state();
    }

    @Override
    public DetectorCounts detector() {
        ShownDetector shown = detectors.shown();
        return shown == null ? null : shown.latest();
    }

    @Override
    public long judgedNanos() {
        ShownDetector shown = detectors.shown();
        return shown == null ? 0 : shown.judgedNanos();
    }

    @Override
    public List<OutputCounts> outputs() {
        return output.counts();
    }

    @Override
    public ReloadCounts reloads() {
        return reloader.counts();
    }

    @Override
    public int activationDays() {
        return detectors.activationDays();
    }

    @Override
    public long capacityOf(String table) {
        return switch (table) {
            case "executables" -> capacity.executables();
            case "destinations" -> capacity.destinations();
            case "clients" -> capacity.clients();
            default -> throw new IllegalArgumentException(table);
        };
    }

    @Override
    public ExecutableFolder folder() {
        return output.folder();
    }
}
