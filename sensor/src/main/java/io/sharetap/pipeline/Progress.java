package io.sharetap.pipeline;

/** Is told how far the input was read, often, on the reader's thread. */
public interface Progress {
    /**
     * @param bytesRead so far
     * @param bytesTotal of the input; -1: unknown
     */
    void onProgress(long bytesRead, long bytesTotal);
}
