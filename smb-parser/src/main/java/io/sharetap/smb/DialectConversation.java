package io.sharetap.smb;

import io.sharetap.base.Anomaly;
import io.sharetap.base.ByteWindow;
import io.sharetap.base.Moment;
import io.sharetap.tcp.Side;

/**
 * Takes the messages of one connection in one dialect, and does what both dialects have in common. The data of a unit
 * is streamed to the file or pipe that it is for. A request and its answer take effect once the request was read to its
 * end and the answer has come.
 *
 * @param <U> the type that describes a unit of the dialect
 */
abstract class DialectConversation<U extends SmbUnit> implements ProtocolReader {
    final ConnectionState connection;
    final SmbState shared;
    final U request;
    final U answer;

    DialectConversation(ConnectionState connection, SmbState shared, U request, U answer) {
        this.connection = connection;
        this.shared = shared;
        this.request = request;
        this.answer = answer;
    }

    final U unit(MessageCursor cursor) {
        return cursor.side() == Side.CLIENT ? request : answer;
    }

    @Override
    public final void onBody(MessageCursor cursor, int at, ByteWindow bytes, Moment now) {
        SmbOpen pipe = unit(cursor).piped;
        if (pipe == null) {
            connection.onWriteBytes(at, bytes, now);
        } else if (!pipe.gone) {
            shared.pipes.bytes(pipe, cursor.side(), bytes, now);
        }
    }

    @Override
    public final boolean passesBody(MessageCursor cursor) {
        return unit(cursor).piped == null && connection.passesWrite();
    }

    @Override
    public final void onBodyPassed(MessageCursor cursor, int at, int count, Moment now) {
        connection.onWritePassed(at, count, now);
    }

    @Override
    public final void onBodyGap(MessageCursor cursor, int at, int gapBytes, Moment now) {
        SmbOpen pipe = unit(cursor).piped;
        if (pipe == null) {
            connection.onWriteGap(at, gapBytes, now);
        } else if (!pipe.gone) {
            shared.pipes.gap(pipe, cursor.side(), now);
        }
    }

    @Override
    public final void onEndOfBody(MessageCursor cursor, boolean whole, Moment now) {
        U unit = unit(cursor);
        if (unit.piped != null) {
            endOfPiped(unit, whole, now);
            return;
        }
        PendingRequest write = connection.endOfWriteData(now);
        if (write != null) {
            onWriteRead(write, now);
        }
    }

    private void endOfPiped(U unit, boolean whole, Moment now) {
        SmbOpen pipe = unit.piped;
        unit.piped = null;
        if (!whole && !pipe.gone) {
            shared.pipes.gap(pipe, unit.cursor.side(), now);
        }
        if (unit == request) {
            settle(unit.requestId(), now);
        }
    }

    /** The data of a WRITE has passed, or the rest of it never comes. */
    abstract void onWriteRead(PendingRequest write, Moment now);

    @Override
    public final void onHeadLost(MessageCursor cursor, Moment now) {
        shared.ledger.note(Anomaly.SMB_HEAD_LOST);
        connection.noteMessagesLost(cursor.side(), now);
    }

    /** The request was read to its end: its answer may have come already, or may never come. */
    final void settle(long requestId, Moment now) {
        SmbAnswer early = shared.parked.take(connection, requestId);
        PendingRequest pending = early == null ? null : waiting(requestId, early.command);
        if (pending != null) {
            // The time is that of this frame; the act happened in the frame of the answer.
            answered(
                    pending,
                    early,
                    shared.answeredAt.set(now, early.frameNumber).from(early.fromFrame));
        }
        connection.noteOneSided(now);
    }

    /** The request with this identifier, or null; a request of another command is not the one that was answered. */
    abstract PendingRequest waiting(long requestId, int command);

    /**
     * Takes an answer with its request (null where the answer is understood alone). It takes effect once all data of
     * the request has passed.
     */
    final void answered(PendingRequest pending, SmbAnswer read, Moment now) {
        if (pending != null && pending.streaming) {
            pending.answered = true;
            pending.status = read.status;
            pending.answerFrame = now.frameNumber();
            pending.answerFromFrame = now.fromFrame();
            pending.count = Smb2Write.countOf(pending, read);
        } else {
            carryOut(pending, read, pending == null ? now : done(pending, now));
        }
    }

    /** The moment in which the server did what was asked for. */
    private Moment done(PendingRequest pending, Moment answered) {
        long frame = answered.frameNumber();
        if (pending.open != null) {
            pending.open.lastFrame = frame;
        }
        return shared.doneAt.set(answered, frame).from(pending.doneFrom(answered.fromFrame(), frame));
    }

    /** Passes both to the reader of their command. */
    abstract void carryOut(PendingRequest pending, SmbAnswer read, Moment now);
}
