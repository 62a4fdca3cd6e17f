package io.sharetap.tcp;

import io.sharetap.base.ByteWindow;
import io.sharetap.base.Moment;

/** Takes the two byte streams of one connection, each in order. */
public interface StreamSink {
    /** The next bytes that {@code from} sent; valid during the call. */
    void onBytes(Side from, ByteWindow bytes, Moment now);

    /**
     * How many of the next bytes that {@code from} sends need only be counted: neither their content matters, nor the
     * pieces in which they come. The answer holds until other bytes of {@code from}, or a gap, are given.
     */
    default int bytesToPass(Side from) {
        return 0;
    }

    /**
     * Reports that the next {@code count} bytes of {@code from} passed; always fewer than {@link #bytesToPass}. Called
     * before anything else is reported, of this connection or another.
     *
     * @param now the moment of the last of these bytes
     */
    default void onPassed(Side from, int count, Moment now) {
        throw new IllegalStateException("nobody said that bytes may pass");
    }

    /**
     * The next {@code gapBytes} (1 or more) that {@code from} sent were not captured; what follows continues behind
     * them.
     */
    void onGap(Side from, long gapBytes, Moment now);

    /**
     * Segments of this connection now wait for earlier ones, or none wait any more; called when that changes. Those
     * that waited are given out before the end of waiting, or of the connection, is reported.
     */
    default void onHeldUp(boolean heldUp) {}

    /** No more bytes come, in either direction. Called once, last. */
    void onEnd(EndReason reason, Moment now);

    /** Takes new connections, and gives for each the sink of its streams. */
    interface Opener {
        StreamSink onConnection(Connection connection, Moment now);

        /** Data of this connection waits until the begin of its streams is clear; it will be reported then. */
        default void onExpected(Connection connection) {}

        /** An expected connection has come, under this name or another. */
        default void onExpectedCame(Connection connection) {}
    }
}
