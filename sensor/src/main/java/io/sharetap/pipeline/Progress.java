package io.sharetap.pipeline;

/** Is told how far the input was read, often, on the reader's thread. */
public interface Progress {
    /** Of {@code bytesTotal} (-1: unknown) so many were read. */
    void onProgress(long bytesRead, long bytesTotal);
}
