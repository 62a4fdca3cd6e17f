package io.sharetap.capture;

/** Says whether what was asked for is there. */
enum Readiness {
    READY,
    /** The input ends, or fails, before it. */
    ENDED,
    /** Too much memory is still being read by others; ask again after a release. */
    WAITING
}
