package io.sharetap.capture;

/** Says whether the requested bytes are there. */
enum Readiness {
    READY,
    /** The input ends, or fails, before them. */
    ENDED,
    /** Too much memory holds frames that are still being read; ask again after a release. */
    WAITING
}
