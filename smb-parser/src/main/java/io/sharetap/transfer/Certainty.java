package io.sharetap.transfer;

import io.sharetap.smb.SmbOpen;
import io.sharetap.smb.UnseenChanges;

/**
 * Knows whether the content of one file, as it was put together, may differ from the server's because changes between
 * its hosts were not seen.
 */
final class Certainty {
    /** The unseen changes of its hosts; null: no open led to it so far. */
    private UnseenChanges unseenChanges;

    /** The frame and the number of losses from which on unseen changes put the content in doubt. */
    private long fromFrame;

    private long fromLosses;
    /** Messages were lost that may concern the earlier content. */
    private boolean beginningUnseen;
    /** The content is in doubt for good. */
    private boolean doubted;

    /** It is about another file, of which nothing was seen yet. */
    void restart() {
        unseenChanges = null;
        fromFrame = 0;
        fromLosses = 0;
        beginningUnseen = false;
        doubted = false;
    }

    /** The content is what it has been since this open appeared. */
    void begin(SmbOpen open) {
        unseenChanges = open.session().unseenChanges();
        fromFrame = open.firstFrame();
        fromLosses = open.lossesBefore();
        beginningUnseen = open.beginningUnseen();
        doubted = false;
    }

    /** The content before this frame does not matter. */
    void beginUnknown(long frame) {
        fromFrame = frame;
        fromLosses = unseenChanges.losses();
        doubted = false;
    }

    /** Whether these changes are those that count for it. */
    boolean concerns(UnseenChanges changes) {
        return changes == unseenChanges;
    }

    /** From now on these changes count for it, as far as they are still to come. */
    void continueWith(UnseenChanges changes) {
        unseenChanges = changes;
        fromLosses = changes.losses();
    }

    /** The frame from which on changes that were not seen put the content in doubt. */
    long fromFrame() {
        return fromFrame;
    }

    /** Nothing of the content is certain any more. */
    void doubt() {
        doubted = true;
    }

    /** Whether the content may have been changed unseen before this frame. */
    boolean doubtful(long frame) {
        return doubted
                || beginningUnseen && unseenChanges.lackMessages()
                || unseenChanges != null && unseenChanges.since(fromLosses, fromFrame, frame);
    }

    /** Whether an unanswered change of its hosts' files may have been made. */
    boolean changeOverdue(long clockNanos) {
        return unseenChanges != null && unseenChanges.overdue(clockNanos);
    }
}
