package io.sharetap.pipeline;

import io.sharetap.detect.Detector;
import io.sharetap.output.RecordSink;

/** Opens the detector, with its baseline, for a run. */
public interface DetectorFactory {
    /** May take its time: it is called on a thread of its own. What it throws ends the run. */
    Detector open(RecordSink sink);
}
