package io.sharetap.smb;

import io.sharetap.base.Anomaly;
import io.sharetap.base.ByteWindow;
import io.sharetap.base.Count;
import io.sharetap.base.Moment;
import io.sharetap.tcp.Side;

/**
 * Takes the SMB2 messages of one connection, walks their compounds, and pairs each answer with its request by MessageId
 * alone: answers come in any order, in separate messages or together, at once or later ([MS-SMB2] 3.3.4.1).
 */
final class Smb2Conversation extends DialectConversation<Smb2Unit> {
    private static final int STATUS_PENDING = 0x0000_0103;
    private static final int UNIT_ALIGNMENT = 8;

    /** MessageId of an OPLOCK_BREAK that the server sends unasked ([MS-SMB2] 3.3.4.6). */
    private static final long NOTIFICATION = -1L;

    private final SmbConversation conversation;
    private final Smb2Commands commands;

    Smb2Conversation(ConnectionState connection, SmbState shared, SmbConversation conversation) {
        super(connection, shared, new Smb2Unit(connection), new Smb2Unit(connection));
        this.conversation = conversation;
        commands = shared.smb2Commands;
    }

    @Override
    public void onMessage(MessageCursor cursor, Moment now) {
        if (cursor.goesOn()) {
            unit(cursor).beginIn(cursor);
        } else {
            unit(cursor).beginMessage(cursor);
        }
        shared.age(now);
        cursor.gather(Smb2HeaderView.LENGTH);
    }

    @Override
    public void onHead(MessageCursor cursor, ByteWindow head, Moment now) {
        Smb2Unit unit = unit(cursor);
        boolean fromClient = cursor.side() == Side.CLIENT;
        if (unit.at != cursor.unitAt()) {
            if (isSealed(cursor, head)) {
                cursor.inCompound(true, false);
                cursor.handOver(conversation.readerOf(SmbConversation.TRANSFORM), head, now);
                return;
            }
            if (LogonFollower.wants(cursor, head, shared)) {
                cursor.handOver(conversation.follower(), now);
                return;
            }
            if (!begin(unit, head, fromClient)) {
                return;
            }
        }
        if (fromClient) {
            readRequest(cursor, head, now);
        } else {
            readAnswer(cursor, head, now);
        }
    }

    /** A later part of a compound may be encrypted although the begin is not: Samba executes it. */
    private static boolean isSealed(MessageCursor cursor, ByteWindow head) {
        return cursor.unitAt() > 0
                && cursor.source() == MessageCursor.Source.WIRE
                && head.i32be(0) == SmbConversation.TRANSFORM;
    }

    @Override
    void onWriteRead(PendingRequest write, Moment now) {
        if (write.answered) {
            shared.pending.giveUp(write, now);
        } else {
            settle(write.messageId, now);
        }
    }

    /** Checks a unit's header and finds its end. Returns false where the rest of the message cannot be read. */
    private boolean begin(Smb2Unit unit, ByteWindow head, boolean fromClient) {
        Smb2HeaderView header = commands.header;
        if (!header.wrap(head) || head.i32be(0) != SmbConversation.SMB2) {
            shared.ledger.note(Anomaly.SMB2_HEADER_INVALID);
            return false;
        }
        unit.begin(header, fromClient);
        if (unit.number >= shared.limits.compoundUnitsMax()) {
            shared.ledger.note(Anomaly.SMB2_COMPOUND_TOO_LONG);
            return false;
        }
        shared.ledger.count(Count.SMB_MESSAGES);
        shared.ledger.countMessage(connection.smb2Dialect, unit.command, !fromClient);
        if (!fromClient) {
            shared.ledger.countStatus(true, unit.command, unit.status);
        }
        if ((unit.flags & Smb2HeaderView.FLAG_ANSWER) != 0 == fromClient) {
            shared.ledger.note(Anomaly.SMB2_WRONG_DIRECTION);
            return false;
        }
        return delimit(unit, header.nextCommand());
    }

    /**
     * NextCommand counts from the unit's start, is at least a header long and must stay inside the message. It ought to
     * be aligned to 8 bytes ([MS-SMB2] 3.3.5.2.7). One that is not is counted, but followed: Samba executes it.
     */
    private boolean delimit(Smb2Unit unit, long nextCommand) {
        int left = unit.cursor.unitBytesMax();
        unit.next = 0;
        unit.bytes = left;
        if (nextCommand == 0) {
            return true;
        }
        boolean outside = nextCommand < Smb2HeaderView.LENGTH || nextCommand >= left;
        if (outside || nextCommand % UNIT_ALIGNMENT != 0) {
            shared.ledger.note(Anomaly.SMB2_COMPOUND_INVALID);
        }
        if (outside) {
            return false;
        }
        unit.next = (int) nextCommand;
        unit.bytes = unit.next;
        return true;
    }

    private void readRequest(MessageCursor cursor, ByteWindow head, Moment now) {
        Smb2Command command = commands.of(request.command);
        int wanted = command.requestBytes(head, request);
        if (wanted > head.length()) {
            gatherMore(cursor, request, wanted);
            return;
        }
        command.onRequest(head, request, now);
        boolean streams = connection.streaming != null || request.piped != null;
        if (streams) {
            cursor.stream(request.dataAt, request.dataBytes);
        }
        goOn(cursor, request);
        if (!streams) {
            settle(request.messageId, now);
        }
    }

    private void readAnswer(MessageCursor cursor, ByteWindow head, Moment now) {
        if (answer.status == STATUS_PENDING || answer.messageId == NOTIFICATION) {
            goOn(cursor, answer);
            return;
        }
        if (connection.pipeRequests > 0 && readPiped(cursor, head, now)) {
            return;
        }
        Smb2Command command = commands.of(answer.command);
        SmbAnswer read = commands.answer;
        read.begin(answer);
        if (command.readsBody(read)) {
            int wanted = command.answerBytes(head);
            if (wanted > head.length()) {
                gatherMore(cursor, answer, wanted);
                return;
            }
            command.readAnswer(head, read);
        }
        goOn(cursor, answer);
        if (command.awaited()) {
            bringTogether(read, command, connection.answer(now));
        }
    }

    /** Reads an answer that gives, or should have given, bytes out of a pipe; false where it is another one. */
    private boolean readPiped(MessageCursor cursor, ByteWindow head, Moment now) {
        PendingRequest pending = shared.pending.find(connection, PendingTable.SMB2, answer.messageId);
        if (pending == null || pending.pipe == null || pending.command != answer.command) {
            return false;
        }
        int wanted = shared.pipes.readAnswer(answer, head, pending, now);
        if (wanted > head.length()) {
            if (wanted > answer.bytes) {
                shared.pending.remove(pending);
            }
            gatherMore(cursor, answer, wanted);
            return true;
        }
        if (answer.piped != null) {
            cursor.stream(answer.dataAt, answer.dataBytes);
        }
        goOn(cursor, answer);
        return true;
    }

    private void bringTogether(SmbAnswer read, Smb2Command command, Moment now) {
        PendingRequest pending = waiting(answer.messageId, read.command);
        if (pending != null || command.understoodAlone()) {
            answered(pending, read, now);
        } else {
            if (read.granted()) {
                command.onGrantedUnasked(connection, read, now);
            }
            shared.parked.park(connection, answer.messageId, read, unseenBy(read, command), now);
            if (!connection.clientHeard && read.sessionId != 0) {
                connection.noteAnswerAlone(connection.session(read.sessionId, now), now);
            }
        }
    }

    /** The counter of unseen changes, where the answer grants a change of some file; otherwise null. */
    private UnseenChanges unseenBy(SmbAnswer read, Smb2Command command) {
        boolean changed = read.granted() && command.changesFile(read);
        return changed && !connection.isWithoutFiles(read) ? connection.unseenChanges() : null;
    }

    @Override
    PendingRequest waiting(long messageId, int command) {
        PendingRequest pending = shared.pending.find(connection, PendingTable.SMB2, messageId);
        if (pending != null && pending.command != command) {
            shared.ledger.note(Anomaly.SMB2_ANSWER_MISMATCHED);
            return null;
        }
        return pending;
    }

    @Override
    void carryOut(PendingRequest pending, SmbAnswer read, Moment now) {
        commands.of(read.command).onAnswer(connection, pending, read, now);
    }

    private void gatherMore(MessageCursor cursor, Smb2Unit unit, int wanted) {
        if (wanted > unit.bytes) {
            shared.ledger.note(Anomaly.SMB2_BODY_SHORT);
            unit.forgetOpen();
            goOn(cursor, unit);
        } else {
            cursor.gather(wanted);
        }
    }

    private void goOn(MessageCursor cursor, Smb2Unit unit) {
        if (unit.next != 0) {
            cursor.nextUnit(unit.next, Smb2HeaderView.LENGTH);
        }
    }
}
