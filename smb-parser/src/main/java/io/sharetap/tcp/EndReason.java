package io.sharetap.tcp;

/** Names why a connection ended. */
public enum EndReason {
    /** Both sides sent FIN. */
    FINISHED,
    /** One side sent RST. */
    RESET,
    /** No segment came for a long time. */
    IDLE,
    /** A new connection began on the same ports. */
    REPLACED,
    /** It was given up: the table was full and its turn had come, or our own code failed on it. */
    EVICTED,
    /** The input is at its end. */
    INPUT_ENDED
}
