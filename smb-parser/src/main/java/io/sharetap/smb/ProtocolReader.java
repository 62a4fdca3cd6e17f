package io.sharetap.smb;

import io.sharetap.base.ByteWindow;
import io.sharetap.base.Moment;
import io.sharetap.tcp.EndReason;

/**
 * Takes the messages of one dialect on one connection, from both sides, each cut into heads and bodies by a
 * {@link MessageCursor}: a head is a stretch of bytes that is understood at once and comes in one piece, a body goes by
 * in pieces as the wire has them.
 *
 * <p>For each message: {@code onMessage}, then {@code onHead} again and again as the reader asks for more of the unit
 * or goes on to the next, {@code onBody} and {@code onBodyGap} for the stretches that it asked to be streamed, and
 * {@code onEndOfBody} for each of them. A reader that asks for no body need not take any.
 */
interface ProtocolReader {
    /** A message begins; the reader asks by {@link MessageCursor#gather} for the head that it wants first. */
    void onMessage(MessageCursor cursor, Moment now);

    /**
     * The unit's first bytes, as many as were asked for, in one piece; valid during the call. The reader asks for more
     * ({@code gather}), for a stretch to be streamed ({@code stream}), for the next unit ({@code nextUnit}), or for
     * nothing: then the rest of the message is skipped.
     */
    void onHead(MessageCursor cursor, ByteWindow head, Moment now);

    /** The next bytes of the stretch that is streamed; {@code at} counts from the stretch's start. */
    default void onBody(MessageCursor cursor, int at, ByteWindow bytes, Moment now) {}

    /** True: the rest of the stretch that is streamed need only be counted. */
    default boolean passesBody(MessageCursor cursor) {
        return false;
    }

    /** The next {@code count} bytes of the stretch, which need only be counted; {@code now} the last of them came. */
    default void onBodyPassed(MessageCursor cursor, int at, int count, Moment now) {}

    /** The next {@code gapBytes} of the stretch that is streamed were not captured. */
    default void onBodyGap(MessageCursor cursor, int at, int gapBytes, Moment now) {}

    /** The stretch that was to be streamed has gone by, or (not {@code whole}) its rest never comes. */
    default void onEndOfBody(MessageCursor cursor, boolean whole, Moment now) {}

    /** Bytes of a head are missing; the rest of the message is passed over. */
    default void onHeadLost(MessageCursor cursor, Moment now) {}

    /** The connection is over. */
    default void onEnd(EndReason reason, Moment now) {}
}
