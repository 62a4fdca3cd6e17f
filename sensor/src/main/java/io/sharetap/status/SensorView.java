package io.sharetap.status;

import io.sharetap.capture.InterfaceCounts;
import io.sharetap.detect.DetectorCounts;
import io.sharetap.output.ExecutableFolder;
import io.sharetap.output.deliver.OutputCounts;
import io.sharetap.pipeline.PipelineState;
import java.util.List;

/** Gives a view of a running sensor; any thread may ask. */
public interface SensorView {
    /** How each interface fares. */
    List<InterfaceCounts> interfaces();

    /** How far the pipeline has come, and its counts. */
    PipelineState pipeline();

    /** The detector's counts, at most a second old; null: it is not open yet. */
    DetectorCounts detector();

    /** Capture time up to which all events were judged; 0: none yet. */
    long judgedNanos();

    /** How each output fares. */
    List<OutputCounts> outputs();

    /** How often settings were read again. */
    ReloadCounts reloads();

    /** Observed days from which alerts are raised. */
    int activationDays();

    /** The capacity of a table of the baseline: executables, destinations, clients. */
    long capacityOf(String table);

    /** Where executables are saved; null: nowhere. */
    ExecutableFolder folder();
}
