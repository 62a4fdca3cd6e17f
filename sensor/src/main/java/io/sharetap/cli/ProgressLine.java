package io.sharetap.cli;

import io.sharetap.pipeline.Progress;

/** Shows how far a run has come, or nothing. */
interface ProgressLine extends Progress, AutoCloseable {
    /** Smaller inputs are read before a bar would be of use. */
    long WORTH_SHOWING_BYTES = 50_000_000;

    /** Shows nothing. */
    ProgressLine NONE = new ProgressLine() {
        @Override
        public void onProgress(long bytesRead, long bytesTotal) {
            // Nothing is shown.
        }

        @Override
        public void close() {
            // Nothing was shown.
        }
    };

    @Override
    void close();
}
