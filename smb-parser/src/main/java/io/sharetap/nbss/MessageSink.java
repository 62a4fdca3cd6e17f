package io.sharetap.nbss;

import io.sharetap.base.ByteWindow;
import io.sharetap.base.Moment;
import io.sharetap.tcp.Connection;
import io.sharetap.tcp.EndReason;
import io.sharetap.tcp.Side;

/**
 * Takes the session messages of one connection, each direction in order, bodies in pieces as they come.
 *
 * <p>The calls for one message are {@code onMessage}, then {@code onBytes} and {@code onGap} until together they make
 * {@code messageBytes}; or {@code onAbandoned} where the rest cannot be known.
 */
public interface MessageSink {
    /** A session message of {@code messageBytes} (1 to 16,777,215) begins. */
    void onMessage(Side from, int messageBytes, Moment now);

    /** The message's next bytes; never more than are left of it; valid during the call. */
    void onBytes(Side from, ByteWindow bytes, Moment now);

    /** How many of the message's next bytes need only be counted; see {@link io.sharetap.tcp.StreamSink}. */
    default int bytesToPass(Side from) {
        return 0;
    }

    /** Reports that the message's next {@code count} bytes passed; {@code now} is the moment of the last of them. */
    default void onPassed(Side from, int count, Moment now) {
        throw new IllegalStateException("nobody said that bytes may pass");
    }

    /** The message's next {@code gapBytes} were not captured; never more than are left of it. */
    void onGap(Side from, int gapBytes, Moment now);

    /**
     * The framing was lost: an unfinished message stays unfinished, and an unknown number of messages was missed. The
     * next message is one that was found by searching.
     */
    void onAbandoned(Side from, Moment now);

    /** Segments of this connection now wait for earlier ones, or none wait any more. */
    default void onHeldUp(boolean heldUp) {}

    /** No more messages come. Called once, last. */
    void onEnd(EndReason reason, Moment now);

    /** Takes new connections, and gives for each the sink of its messages. */
    interface Opener {
        MessageSink onConnection(Connection connection, Moment now);

        /** Data of this connection waits until the begin of its streams is clear; it will be reported then. */
        default void onExpected(Connection connection) {}

        /** An expected connection has come, under this name or another. */
        default void onExpectedCame(Connection connection) {}
    }
}
