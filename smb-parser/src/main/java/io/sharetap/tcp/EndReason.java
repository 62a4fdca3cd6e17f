package io.sharetap.tcp;

/** Names why a connection ended. */
public enum EndReason {
    /** Both sides sent FIN. */
    FINISHED,
    /** One side sent RST. */
    RESET,
    /** Nothing came for a long time. */
    IDLE,
    /** A new connection began on the same ports. */
    REPLACED,
    /** It was given up: the table was full and this was the one to go, or our own code failed on it. */
    EVICTED,
    /** The input is at its end. */
    INPUT_ENDED
}
