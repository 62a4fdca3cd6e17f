package io.sharetap.output;

import io.sharetap.detect.DetectorSink;

/** Takes records in their final order and writes them; {@link #flush} marks a pause. */
public interface RecordSink extends DetectorSink {
    /** No record comes at the moment: everything so far is passed on to the reader of the output. */
    void flush();

    /** Returns when all records so far are where they survive a kill of this process. */
    default void settle() {
        flush();
    }
}
