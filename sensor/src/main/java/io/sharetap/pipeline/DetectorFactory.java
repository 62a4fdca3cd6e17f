package io.sharetap.pipeline;

import io.sharetap.detect.Detector;
import io.sharetap.output.RecordSink;

/** Opens the detector, with its baseline, for a run. */
public interface DetectorFactory {
    /** Opens the detector. It may take its time, as it runs on a thread of its own. An exception ends the run. */
    Detector open(RecordSink sink);
}
