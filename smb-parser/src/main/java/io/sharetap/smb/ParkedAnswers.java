package io.sharetap.smb;

import io.sharetap.base.Anomaly;
import io.sharetap.base.Moment;

/** Keeps answers that came before their request for a while, as a capture may be out of order. */
final class ParkedAnswers {
    private final SmbState shared;
    private final BoundedTable<SmbAnswer> table;
    private final SmbAnswer taken = new SmbAnswer();
    private SmbAnswer spare;

    ParkedAnswers(SmbState shared) {
        this.shared = shared;
        table = new BoundedTable<>(shared.hostPairs, shared.limits.parkedAnswersMax(), shared.limits.nameCharsMax());
    }

    /**
     * Keeps a copy of the answer until its request comes, or until it is dropped as the oldest of too many. Where the
     * answer grants a change, {@code changes} counts it as unseen for so long; otherwise {@code changes} is null.
     */
    void park(ConnectionState connection, long messageId, SmbAnswer answer, UnseenChanges changes, Moment now) {
        long number = connection.connection.number();
        SmbAnswer old = table.find(number, messageId, 0, 0);
        if (old != null) {
            drop(old);
        }
        while (table.full()) {
            shared.ledger.note(Anomaly.SMB_PARKED_FULL);
            drop(table.victim());
        }
        SmbAnswer parked = spare == null ? new SmbAnswer() : spare;
        spare = null;
        parked.copyFrom(answer);
        parked.clockNanos = now.clockNanos();
        parked.key(number, messageId, 0, 0);
        parked.frameNumber = now.frameNumber();
        parked.fromFrame = now.fromFrame();
        parked.countedBy = changes;
        if (changes != null) {
            changes.await(parked);
        }
        table.add(parked, connection.hosts);
    }

    /**
     * Removes and returns the answer that came before this request; null where there is none. Valid until the next
     * call.
     */
    SmbAnswer take(ConnectionState connection, long messageId) {
        if (table.size() == 0) {
            return null;
        }
        SmbAnswer found = table.find(connection.connection.number(), messageId, 0, 0);
        if (found == null) {
            return null;
        }
        if (found.countedBy != null) {
            found.countedBy.seen(found);
        }
        taken.copyFrom(found);
        table.remove(found);
        spare = found;
        return taken;
    }

    /** Drops answers that have waited for longer than the limit. */
    void age(Moment now) {
        SmbAnswer oldest = table.oldest();
        while (oldest != null && now.clockNanos() - oldest.clockNanos > shared.limits.answerNanos()) {
            drop(oldest);
            oldest = table.oldest();
        }
    }

    private void drop(SmbAnswer answer) {
        shared.ledger.note(Anomaly.SMB_ANSWER_WITHOUT_REQUEST);
        if (answer.countedBy != null) {
            answer.countedBy.missed(answer);
        }
        table.remove(answer);
        spare = answer;
    }
}
