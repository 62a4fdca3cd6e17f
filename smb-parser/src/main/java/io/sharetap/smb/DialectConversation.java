package io.sharetap.smb;

import io.sharetap.base.Anomaly;
import io.sharetap.base.ByteWindow;
import io.sharetap.base.Moment;
import io.sharetap.tcp.Side;

/**
 * Takes the messages of one connection in one dialect. What both dialects do alike stands here: the data of a unit goes
 * by in pieces, to the file or the pipe that it is for, and what was asked is carried out when both the request is read
 * to its end and its answer is there.
 *
 * @param <U> what units of the dialect are read into
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

    /** The data of a WRITE has gone by, or what is lacking of it never comes. */
    abstract void onWriteRead(PendingRequest write, Moment now);

    @Override
    public final void onHeadLost(MessageCursor cursor, Moment now) {
        shared.ledger.note(Anomaly.SMB_HEAD_LOST);
        connection.noteMessagesLost(cursor.side(), now);
    }

    /** The request is read to its end: its answer may be there already, or may never come. */
    final void settle(long requestId, Moment now) {
        SmbAnswer early = shared.parked.take(connection, requestId);
        PendingRequest pending = early == null ? null : waiting(requestId, early.command);
        if (pending != null) {
            // Time goes on, but what was done was done in this order.
            answered(
                    pending,
                    early,
                    shared.answeredAt.set(now, early.frameNumber).from(early.fromFrame));
        }
        connection.noteOneSided(now);
    }

    /** The request under this identifier, or null; one of another command is not what was answered. */
    abstract PendingRequest waiting(long requestId, int command);

    /** An answer and its request, null where it is understood alone: carries it out when all data has gone by. */
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

    /** When the server did what was asked for. */
    private Moment done(PendingRequest pending, Moment answered) {
        long frame = answered.frameNumber();
        if (pending.open != null) {
            pending.open.lastFrame = frame;
        }
        return shared.doneAt.set(answered, frame).from(pending.doneFrom(answered.fromFrame(), frame));
    }

    /** Hands both to their command. */
    abstract void carryOut(PendingRequest pending, SmbAnswer read, Moment now);
}
