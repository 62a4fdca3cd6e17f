package io.sharetap.smb;

/**
 * Remembers when the files of one client on one server may have changed unseen: a request was missed of which only the
 * grant was seen, or not even that. Which file it was about cannot be known. So no file is certain whose begin lies
 * before such a loss.
 *
 * <p>Other rooms read it, only this room writes it.
 */
public final class UnseenChanges {
    /** A server that answers at all never takes longer without sending an interim answer. */
    private static final long OVERDUE_NANOS = 2_000_000_000L;

    private long losses;
    private long missedFrame = -1;
    private long missedRenameFrame = -1;

    /** Answers that grant a change and wait for their request, in the order in which they came. */
    private SmbAnswer firstWaiting;

    private SmbAnswer lastWaiting;

    /** Changes that were asked for and are not answered, from old to new. */
    private PendingRequest firstAsked;

    private PendingRequest lastAsked;

    private boolean messagesLost;
    private int heldUp;
    private boolean speakerHeldUp;

    /** How often a change may have been missed so far. */
    public long losses() {
        return losses;
    }

    /**
     * Whether a file may have changed unseen: since {@link #losses} was {@code lossesThen}, or by a grant between the
     * two frames.
     */
    public boolean since(long lossesThen, long fromFrame, long toFrame) {
        return losses > lossesThen || missedFrame >= fromFrame || grantedBetween(fromFrame, toFrame);
    }

    /**
     * Whether a file that was opened in this frame, when {@link #losses} was {@code lossesThen}, may have been renamed
     * unseen.
     */
    public boolean renamedSince(long lossesThen, long fromFrame) {
        return losses > lossesThen || missedRenameFrame >= fromFrame;
    }

    /** Whether the request for a change that was granted between the two frames may still come. */
    public boolean awaitsRequest(long fromFrame, long toFrame) {
        return grantedBetween(fromFrame, toFrame);
    }

    /** The same where that change may be a rename. */
    public boolean awaitsRename(long fromFrame, long toFrame) {
        SmbAnswer answer = lastWaiting;
        while (answer != null && answer.frameNumber >= fromFrame) {
            if (answer.frameNumber <= toFrame && answer.mayRename()) {
                return true;
            }
            answer = answer.before;
        }
        return false;
    }

    /**
     * Whether, by the clock, the answer to a change is overdue: it may have been lost, and the change may have been
     * made.
     */
    public boolean overdue(long clockNanos) {
        return firstAsked != null && clockNanos - firstAsked.clockNanos > OVERDUE_NANOS;
    }

    /** Whether any messages between the two hosts were lost or could not be read, whatever they said. */
    public boolean lackMessages() {
        return messagesLost;
    }

    /** Messages were lost. */
    void messagesLost() {
        messagesLost = true;
    }

    /** Whether segments wait for earlier ones on connections other than the one being reported. */
    public boolean othersHeldUp() {
        return heldUp > (speakerHeldUp ? 1 : 0);
    }

    /** One more connection is held up, or one less. */
    void heldUp(boolean one) {
        heldUp += one ? 1 : -1;
    }

    /** Says whether the connection being reported from now on is itself held up. */
    void speaks(boolean itselfHeldUp) {
        speakerHeldUp = itselfHeldUp;
    }

    /** A change was asked for. */
    void ask(PendingRequest request) {
        request.olderChange = lastAsked;
        if (lastAsked == null) {
            firstAsked = request;
        } else {
            lastAsked.newerChange = request;
        }
        lastAsked = request;
    }

    /** The change was answered, or is no longer waited for. */
    void answered(PendingRequest request) {
        if (request.olderChange == null) {
            firstAsked = request.newerChange;
        } else {
            request.olderChange.newerChange = request.newerChange;
        }
        if (request.newerChange == null) {
            lastAsked = request.olderChange;
        } else {
            request.newerChange.olderChange = request.olderChange;
        }
        request.olderChange = null;
        request.newerChange = null;
    }

    /** A change may have been made; when is not known. */
    void lose() {
        losses++;
    }

    /** A change was granted, but the request that says which may still come. */
    void await(SmbAnswer answer) {
        answer.before = lastWaiting;
        if (lastWaiting == null) {
            firstWaiting = answer;
        } else {
            lastWaiting.behind = answer;
        }
        lastWaiting = answer;
    }

    /** The request came that this answer waited for. */
    void seen(SmbAnswer answer) {
        if (answer.before == null) {
            firstWaiting = answer.behind;
        } else {
            answer.before.behind = answer.behind;
        }
        if (answer.behind == null) {
            lastWaiting = answer.before;
        } else {
            answer.behind.before = answer.before;
        }
        answer.before = null;
        answer.behind = null;
    }

    /** The request that this answer waited for will not come. */
    void missed(SmbAnswer answer) {
        seen(answer);
        missedFrame = Math.max(missedFrame, answer.frameNumber);
        if (answer.mayRename()) {
            missedRenameFrame = missedFrame;
        }
    }

    private boolean grantedBetween(long fromFrame, long toFrame) {
        SmbAnswer answer = lastWaiting;
        while (answer != null && answer.frameNumber > toFrame) {
            answer = answer.before;
        }
        return answer != null && answer.frameNumber >= fromFrame;
    }
}
