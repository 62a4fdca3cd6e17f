package io.sharetap.output;

import io.sharetap.detect.DetectorSink;

/** Takes records in their final order and writes them; pauses are told by {@link #flush}. */
public interface RecordSink extends DetectorSink {
    /** Nothing more comes at the moment: whoever reads the output gets all that there is. */
    void flush();

    /** Returns when all records until now are where they outlive a kill of this process. */
    default void settle() {
        flush();
    }
}
