package io.sharetap.cli;

import io.sharetap.pipeline.Progress;

/** Shows how far a run is, or nothing. */
interface ProgressLine extends Progress, AutoCloseable {
    /** Less is read before anybody looks. */
    long WORTH_SHOWING_BYTES = 50_000_000;

    /** Shows nothing. */
    ProgressLine NONE = new ProgressLine() {
        @Override
        public void onProgress(long bytesRead, long bytesTotal) {
            // Nobody looks.
        }

        @Override
        public void close() {
            // Nothing was shown.
        }
    };

    @Override
    void close();
}
