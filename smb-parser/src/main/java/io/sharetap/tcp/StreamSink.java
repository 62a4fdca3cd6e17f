package io.sharetap.tcp;

import io.sharetap.base.ByteWindow;
import io.sharetap.base.Moment;

/** Takes the two byte streams of one connection, each in order. */
public interface StreamSink {
    /** The next bytes that {@code from} sent; valid during the call. */
    void onBytes(Side from, ByteWindow bytes, Moment now);

    /**
     * How many of the next bytes that {@code from} sends need only be counted: neither what they are matters, nor in
     * how many pieces they come. What was said holds until other bytes of {@code from}, or a gap, are given.
     */
    default int bytesToPass(Side from) {
        return 0;
    }

    /**
     * The next {@code count} bytes that {@code from} sent, fewer than need only be counted; told before anything else
     * is, of this connection or another.
     *
     * @param now when the last of them came
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
     * From now on something of this connection waits for what should come before it, or nothing does any more. Called
     * when that changes; what waits is given out before the latter is told, or the end.
     */
    default void onHeldUp(boolean heldUp) {}

    /** No more bytes come, in either direction. Called once, last. */
    void onEnd(EndReason reason, Moment now);

    /** Takes new connections, and gives for each the sink of its streams. */
    interface Opener {
        StreamSink onConnection(Connection connection, Moment now);

        /** Data of a connection waits until it is clear where its streams begin: then it will be told. */
        default void onExpected(Connection connection) {}

        /** An expected connection has been told, under this name or another. */
        default void onExpectedCame(Connection connection) {}
    }
}
