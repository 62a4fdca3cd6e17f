package io.sharetap.status;

import io.sharetap.capture.InterfaceCounts;
import io.sharetap.detect.DetectorCounts;
import io.sharetap.output.ExecutableFolder;
import io.sharetap.output.deliver.OutputCounts;
import io.sharetap.pipeline.PipelineState;
import java.util.List;

/** Shows a running sensor; any thread may ask. */
public interface SensorView {
    /** How each interface fares. */
    List<InterfaceCounts> interfaces();

    /** How far the pipeline is, and what it counted. */
    PipelineState pipeline();

    /** What the detector counted, a second ago at most; null: it is not open yet. */
    DetectorCounts detector();

    /** Capture time up to which all was judged; 0: nothing yet. */
    long judgedNanos();

    /** How each output fares. */
    List<OutputCounts> outputs();

    /** How often settings were read again. */
    ReloadCounts reloads();

    /** Observed days from which alerts are raised. */
    int activationDays();

    /** Entries that each table of the baseline has room for: executables, destinations, clients. */
    long capacityOf(String table);

    /** Where executables are saved; null: nowhere. */
    ExecutableFolder folder();
}
