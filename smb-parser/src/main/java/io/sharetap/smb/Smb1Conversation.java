package io.sharetap.smb;

import io.sharetap.base.Anomaly;
import io.sharetap.base.ByteWindow;
import io.sharetap.base.Count;
import io.sharetap.base.Dialect;
import io.sharetap.base.Moment;
import io.sharetap.tcp.Side;

/**
 * Takes the SMB1 messages of one connection, walks their AndX chains, and pairs each answer with its request by PID,
 * MID and place in the chain ([MS-CIFS] 2.2.3, 3.2.5.1).
 */
final class Smb1Conversation extends DialectConversation<Smb1Unit> {
    private static final int NO_FURTHER_COMMAND = 0xFF;
    private static final String DIALECT = "1";

    private final Smb1Commands commands;

    Smb1Conversation(ConnectionState connection, SmbState shared) {
        super(connection, shared, new Smb1Unit(connection), new Smb1Unit(connection));
        commands = shared.smb1Commands;
    }

    @Override
    public void onMessage(MessageCursor cursor, Moment now) {
        unit(cursor).beginMessage(cursor);
        shared.age(now);
        cursor.gather(Smb1Unit.HEADER_LENGTH + 1);
    }

    @Override
    public void onHead(MessageCursor cursor, ByteWindow head, Moment now) {
        Smb1Unit unit = unit(cursor);
        boolean fromClient = cursor.side() == Side.CLIENT;
        if (unit.at != cursor.unitAt() && !begin(unit, head, fromClient)) {
            return;
        }
        int laidOut = unit.layOut(head);
        if (laidOut > head.length()) {
            gatherMore(cursor, unit, laidOut);
            return;
        }
        findNext(unit);
        if (fromClient) {
            readRequest(cursor, head, now);
        } else {
            readAnswer(cursor, head, now);
        }
    }

    @Override
    void onWriteRead(PendingRequest write, Moment now) {
        if (!write.answered) {
            settle(Smb1Requests.asAnswered(write.messageId), now);
            return;
        }
        SmbOpen open = write.open;
        boolean closes = (write.kind & Smb1Write.CLOSES) != 0 && write.status >= 0;
        shared.pending.giveUp(write, now);
        if (closes && !open.gone) {
            shared.opens.closeGranted(connection, open, -1, now);
        }
    }

    /** Begins a unit. Returns false where the rest of the message cannot be read. */
    private boolean begin(Smb1Unit unit, ByteWindow head, boolean fromClient) {
        if (unit.at < 0) {
            unit.begin(head);
        } else {
            unit.beginNext();
        }
        shared.ledger.count(Count.SMB_MESSAGES);
        shared.ledger.countMessage(Dialect.SMB_1, unit.command, unit.reply);
        if (unit.reply) {
            shared.ledger.countStatus(false, unit.command, unit.status);
        }
        if (unit.reply == fromClient) {
            // A server may send LOCKING_ANDX on its own, to break an oplock ([MS-CIFS] 3.3.4.2).
            if (fromClient || unit.command != Smb1Commands.LOCKING_ANDX) {
                shared.ledger.note(Anomaly.SMB1_WRONG_DIRECTION);
            }
            return false;
        }
        if (unit.number >= shared.limits.compoundUnitsMax()) {
            shared.ledger.note(Anomaly.SMB1_ANDX_TOO_LONG);
            return false;
        }
        // A NEGOTIATE may still be answered by SMB2 ([MS-SMB2] 3.3.5.3.1).
        if (connection.dialect == null && (unit.command != Smb1Commands.NEGOTIATE || !fromClient)) {
            connection.negotiated(DIALECT);
        }
        return true;
    }

    /** Finds the chain's next command. AndXOffset counts from the message's start and must lead beyond this command. */
    private void findNext(Smb1Unit unit) {
        if (unit.next < 0) {
            unit.next = nextOf(unit);
        }
        if (unit.next > 0) {
            unit.end = Math.min(unit.end, unit.next);
        }
    }

    private int nextOf(Smb1Unit unit) {
        if (!Smb1Commands.chains(unit.command) || unit.wordCount < 2) {
            return 0;
        }
        unit.nextCommand = unit.word8(0);
        if (unit.nextCommand == NO_FURTHER_COMMAND) {
            return 0;
        }
        int next = unit.word16(2) - unit.at;
        if (next < unit.bytesAt || next >= unit.cursor.unitBytesMax()) {
            shared.ledger.note(Anomaly.SMB1_ANDX_INVALID);
            return 0;
        }
        return next;
    }

    private void readRequest(MessageCursor cursor, ByteWindow head, Moment now) {
        Smb1Command command = commands.of(request.command);
        if (request.wordCount < command.requestWords(request)) {
            shared.ledger.note(Anomaly.SMB1_BODY_SHORT);
            goOn(cursor, request);
            return;
        }
        int wanted = command.requestBytes(request);
        if (wanted > head.length()) {
            gatherMore(cursor, request, wanted);
            return;
        }
        if (request.cut && wanted > request.bytesAt) {
            shared.ledger.note(Anomaly.SMB1_BODY_SHORT);
        }
        command.onRequest(request, now);
        boolean streams = connection.streaming != null || request.piped != null;
        if (streams) {
            cursor.stream(request.dataAt, request.dataBytes);
        }
        goOn(cursor, request);
        if (!streams) {
            settle(request.requestId(), now);
        }
    }

    private void readAnswer(MessageCursor cursor, ByteWindow head, Moment now) {
        if (connection.pipeRequests > 0 && readPiped(cursor, now)) {
            return;
        }
        Smb1Command command = commands.of(answer.command);
        SmbAnswer read = commands.answer;
        if (command.isFurtherPart(answer)) {
            return;
        }
        begin(read);
        if (command.readsBody(read)) {
            if (answer.wordCount < command.answerWords()) {
                shared.ledger.note(Anomaly.SMB1_BODY_SHORT);
                goOn(cursor, answer);
                return;
            }
            int wanted = command.answerBytes(answer);
            if (wanted > head.length()) {
                gatherMore(cursor, answer, wanted);
                return;
            }
            command.readAnswer(answer, read);
        }
        goOn(cursor, answer);
        Moment then = connection.answer(now);
        if (command.awaited()) {
            bringTogether(read, command, then);
        }
        if (answer.next == 0) {
            refuseRest(read, then);
        }
    }

    /** The status belongs to the last command of the chain that was executed: all before it succeeded. */
    private void begin(SmbAnswer read) {
        read.command = answer.command;
        read.status = answer.next != 0 ? 0 : answer.meantStatus;
        read.sessionId = answer.userId;
        read.treeId = answer.treeId;
        read.persistentFileId = 0;
        read.volatileFileId = Smb1Unit.FID_OF_CHAIN;
        read.number = -1;
        read.kind = 0;
        read.attributes = 0;
        read.logon = null;
        read.chunks = 0;
        read.firstOfKey = 0;
        read.secondOfKey = 0;
        read.thirdOfKey = 0;
    }

    /** Reads an answer that gives, or should have given, bytes out of a pipe; false where it is another one. */
    private boolean readPiped(MessageCursor cursor, Moment now) {
        PendingRequest pending = commands.requests.find(connection, answer.requestId());
        if (pending == null || pending.pipe == null || pending.command != answer.command) {
            return false;
        }
        int wanted = Smb1Pipe.readAnswer(shared, answer, pending, now);
        if (wanted > 0) {
            cursor.gather(wanted);
            return true;
        }
        if (answer.piped != null) {
            cursor.stream(answer.dataAt, answer.dataBytes);
        }
        goOn(cursor, answer);
        return true;
    }

    private void bringTogether(SmbAnswer read, Smb1Command command, Moment now) {
        PendingRequest pending = waiting(answer.requestId(), read.command);
        if (pending != null || command.understoodAlone()) {
            answered(pending, read, now);
        } else {
            SmbSession session = connection.uidSession(answer.userId, now);
            if (read.granted()) {
                command.onGrantedUnasked(connection, session, read, now);
            }
            boolean changed = read.granted()
                    && command.changesFile(answer, read)
                    && !shared.trees.of(session, answer.treeId, now).withoutFiles();
            UnseenChanges changes = changed ? connection.unseenChanges() : null;
            shared.parked.park(connection, answer.requestId(), read, changes, now);
            connection.noteAnswerAlone(session, now);
        }
    }

    /** Commands of the chain after the last one that is answered were not executed. */
    private void refuseRest(SmbAnswer read, Moment now) {
        for (int number = answer.number + 1; number < shared.limits.compoundUnitsMax(); number++) {
            PendingRequest pending = commands.requests.find(connection, answer.requestIdOf(number));
            if (pending == null) {
                return;
            }
            read.command = pending.command;
            read.status = answer.status < 0 ? answer.meantStatus : Smb1Unit.REFUSED;
            answered(pending, read, now);
        }
    }

    @Override
    PendingRequest waiting(long requestId, int command) {
        PendingRequest pending = commands.requests.find(connection, requestId);
        if (pending != null && pending.command != command) {
            shared.ledger.note(Anomaly.SMB1_ANSWER_MISMATCHED);
            return null;
        }
        return pending;
    }

    @Override
    void carryOut(PendingRequest pending, SmbAnswer read, Moment now) {
        commands.of(read.command).onAnswer(connection, pending, read, now);
    }

    private void gatherMore(MessageCursor cursor, Smb1Unit unit, int wanted) {
        if (wanted > cursor.unitBytesMax()) {
            shared.ledger.note(Anomaly.SMB1_BODY_SHORT);
        } else {
            cursor.gather(wanted);
        }
    }

    private void goOn(MessageCursor cursor, Smb1Unit unit) {
        if (unit.next != 0) {
            cursor.nextUnit(unit.next, 1);
        }
    }
}
