package io.sharetap.smb;

import io.sharetap.base.ByteWindow;
import io.sharetap.base.Moment;
import io.sharetap.tcp.EndReason;

/**
 * Takes the messages of one dialect on one connection, from both sides, each cut into heads and bodies by a
 * {@link MessageCursor}. A head is read at once and comes in one piece; a body is streamed in the pieces of the wire.
 *
 * <p>For each message: {@code onMessage}, then {@code onHead} again and again as the reader asks for more of the unit
 * or moves to the next, {@code onBody} and {@code onBodyGap} for the stretches that it asked to be streamed, and
 * {@code onEndOfBody} for each of them. A reader that never asks for a body need not implement the latter.
 */
interface ProtocolReader {
    /** A message begins; the reader asks by {@link MessageCursor#gather} for the head that it wants first. */
    void onMessage(MessageCursor cursor, Moment now);

    /**
     * Shows the unit's first bytes, as many as were asked for, in one piece; valid during the call. The reader asks for
     * more ({@code gather}), for a stretch to be streamed ({@code stream}), for the next unit ({@code nextUnit}), or
     * for nothing, and then the rest of the message is skipped.
     */
    void onHead(MessageCursor cursor, ByteWindow head, Moment now);

    /** The next bytes of the streamed stretch; {@code at} counts from the stretch's start. */
    default void onBody(MessageCursor cursor, int at, ByteWindow bytes, Moment now) {}

    /** Whether the rest of the streamed stretch need only be counted. */
    default boolean passesBody(MessageCursor cursor) {
        return false;
    }

    /**
     * The next {@code count} bytes of the stretch passed and are only counted; {@code now} is the moment of the last
     * one.
     */
    default void onBodyPassed(MessageCursor cursor, int at, int count, Moment now) {}

    /** The next {@code gapBytes} of the streamed stretch were not captured. */
    default void onBodyGap(MessageCursor cursor, int at, int gapBytes, Moment now) {}

    /** The streamed stretch has ended, or, where it is not {@code whole}, its rest never comes. */
    default void onEndOfBody(MessageCursor cursor, boolean whole, Moment now) {}

    /** Bytes of a head are missing; the rest of the message is skipped. */
    default void onHeadLost(MessageCursor cursor, Moment now) {}

    /** The connection is over. */
    default void onEnd(EndReason reason, Moment now) {}
}
