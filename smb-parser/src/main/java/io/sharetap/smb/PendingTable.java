package io.sharetap.smb;

import io.sharetap.base.Anomaly;
import io.sharetap.base.Moment;
import io.sharetap.smb.FileOpSink.Outcome;
import io.sharetap.smb.PendingRequest.IfUnanswered;
import java.util.Arrays;

/**
 * Keeps the unanswered requests of all connections of a worker, by connection and MessageId (SMB1: MID), and gives up
 * those that wait too long.
 */
final class PendingTable {
    static final int SMB1 = 1;
    static final int SMB2 = 2;

    private final SmbState shared;
    private final BoundedTable<PendingRequest> table;
    private final int perConnectionMax;
    private final long waitNanos;
    private final Moment then = new Moment();
    private PendingRequest latest;
    private PendingRequest spare;
    private SmbWrite[] spareWrites = new SmbWrite[16];
    private int spareWriteCount;

    PendingTable(SmbState shared) {
        this.shared = shared;
        table = new BoundedTable<>(shared.hostPairs, shared.limits.pendingMax(), shared.limits.nameCharsMax());
        perConnectionMax = shared.limits.pendingPerConnectionMax();
        waitNanos = shared.limits.answerNanos();
    }

    /** The request that waits under this MessageId, in this family of dialects; null where there is none. */
    PendingRequest find(ConnectionState connection, int family, long messageId) {
        return table.find(connection.connection.number(), messageId, family, 0);
    }

    /** Adds a request. An older one under the same MessageId is given up. */
    PendingRequest add(ConnectionState connection, int family, long messageId, int command, Moment now) {
        PendingRequest old = find(connection, family, messageId);
        if (old != null) {
            shared.ledger.note(Anomaly.SMB_MESSAGE_ID_REUSED);
            giveUp(old, now);
        }
        if (latest != null) {
            table.recount(latest); // its fields were filled in after it was added
        }
        if (connection.pendingCount >= perConnectionMax) {
            shared.ledger.note(Anomaly.SMB_PENDING_FULL);
            giveUp(connection.oldestPending, now);
        }
        while (table.full()) {
            shared.ledger.note(Anomaly.SMB_PENDING_FULL);
            giveUp(table.victim(), now);
        }
        PendingRequest request = spare == null ? new PendingRequest() : spare;
        spare = request.newerOfConnection;
        request.newerOfConnection = null;
        request.connection = connection;
        request.command = command;
        request.messageId = messageId;
        request.clockNanos = now.clockNanos();
        request.frameNumber = now.frameNumber();
        request.askedFrame = now.frameNumber();
        request.key(connection.connection.number(), messageId, family, 0);
        table.add(request, connection.hosts);
        latest = request;
        link(request, connection);
        return request;
    }

    /** Makes the request a WRITE on this open, which is reported by an {@link SmbWrite} of its own. */
    SmbWrite write(PendingRequest request, SmbOpen open, long fileOffset, int dataBytes) {
        SmbWrite write = spareWriteCount == 0 ? new SmbWrite() : spareWrites[--spareWriteCount];
        write.open = open;
        write.fileOffset = fileOffset;
        write.dataBytes = dataBytes;
        request.write = write;
        request.open = open;
        request.previousWrite = open.lastWrite;
        if (open.lastWrite == null) {
            open.firstWrite = request;
        } else {
            open.lastWrite.nextWrite = request;
        }
        open.lastWrite = request;
        return write;
    }

    /**
     * Marks the request as one that changes the file of this open if it is granted. Where no answer is ever heard, it
     * is dropped.
     */
    void change(PendingRequest request, SmbOpen open) {
        request.open = open;
        request.changes = open != null && request.connection.serverHeard;
        if (request.changes) {
            open.changesPending++;
            request.connection.unseenChanges().ask(request);
        }
    }

    /** The WRITE was answered with this outcome; the request waits no longer. */
    void finishWrite(PendingRequest request, Outcome outcome, int count, Moment now) {
        SmbWrite write = request.write;
        unlinkWrite(request);
        request.write = null;
        remove(request);
        if (write.open.givenOut && !write.open.gone) {
            shared.files.onWriteAnswer(write, outcome, count, now);
        }
        write.open = null;
        if (spareWriteCount == spareWrites.length && spareWriteCount < perConnectionMax) {
            spareWrites = Arrays.copyOf(spareWrites, spareWriteCount * 2);
        }
        if (spareWriteCount < spareWrites.length) {
            spareWrites[spareWriteCount++] = write;
        }
    }

    /** The request waits no longer: it was answered, or is of no more use. */
    void remove(PendingRequest request) {
        table.remove(request);
        if (request.connection.streaming == request) {
            request.connection.forgetWrite();
        }
        unlink(request, request.connection);
        if (request.pipe != null) {
            request.connection.pipeRequests--;
        }
        if (request.changes) {
            request.open.changesPending--;
            request.connection.unseenChanges().answered(request);
        }
        request.clear();
        request.newerOfConnection = spare;
        spare = request;
    }

    /** The answer was not seen, and is no longer waited for. */
    void giveUp(PendingRequest request, Moment now) {
        if (request.write != null) {
            if (request.answered) {
                Outcome outcome = request.status < 0 ? Outcome.REFUSED : Outcome.CONFIRMED;
                then.set(now, request.answerFrame).from(request.doneFrom(request.answerFromFrame, request.answerFrame));
                finishWrite(request, outcome, request.count, then);
            } else {
                finishWrite(request, Outcome.UNSEEN, request.write.dataBytes, now);
            }
            return;
        }
        SmbOpen open = request.open;
        if (request.changes) {
            open.session.unseenChanges.lose();
        }
        IfUnanswered ifUnanswered = request.ifUnanswered;
        // Where the server is not heard at all, the request is all there is to go by.
        boolean closed = ifUnanswered == IfUnanswered.OPEN_ENDS && !request.connection.serverHeard;
        remove(request);
        if (open == null) {
            return;
        }
        if (ifUnanswered == IfUnanswered.OPEN_ENDS || ifUnanswered == IfUnanswered.OPEN_WAS_NOT && !open.givenOut) {
            shared.opens.close(open, closed, -1, now);
        }
    }

    /** The open that the request is about does not exist. */
    void refuse(PendingRequest request, Moment now) {
        finishWrite(request, Outcome.REFUSED, 0, now);
    }

    /** Gives up requests that have waited for longer than the limit. */
    void age(Moment now) {
        PendingRequest oldest = table.oldest();
        while (oldest != null && now.clockNanos() - oldest.clockNanos > waitNanos) {
            if (oldest.streaming) {
                oldest.clockNanos = now.clockNanos();
                table.touch(oldest);
            } else {
                giveUp(oldest, now);
            }
            oldest = table.oldest();
        }
    }

    private static void link(PendingRequest request, ConnectionState connection) {
        request.olderOfConnection = connection.newestPending;
        if (connection.newestPending == null) {
            connection.oldestPending = request;
        } else {
            connection.newestPending.newerOfConnection = request;
        }
        connection.newestPending = request;
        connection.pendingCount++;
    }

    private static void unlink(PendingRequest request, ConnectionState connection) {
        if (request.olderOfConnection == null) {
            connection.oldestPending = request.newerOfConnection;
        } else {
            request.olderOfConnection.newerOfConnection = request.newerOfConnection;
        }
        if (request.newerOfConnection == null) {
            connection.newestPending = request.olderOfConnection;
        } else {
            request.newerOfConnection.olderOfConnection = request.olderOfConnection;
        }
        request.olderOfConnection = null;
        request.newerOfConnection = null;
        connection.pendingCount--;
    }

    private static void unlinkWrite(PendingRequest request) {
        if (request.previousWrite == null) {
            request.open.firstWrite = request.nextWrite;
        } else {
            request.previousWrite.nextWrite = request.nextWrite;
        }
        if (request.nextWrite == null) {
            request.open.lastWrite = request.previousWrite;
        } else {
            request.nextWrite.previousWrite = request.previousWrite;
        }
        request.previousWrite = null;
        request.nextWrite = null;
    }
}
