package io.sharetap.smb;

/**
 * Remembers when the files of one client on one server may have changed out of sight: a request went by unseen of which
 * nothing is known but that it was granted, or not even that. Which file it was on cannot be known, so that no file is
 * certain that was not begun anew since.
 *
 * <p>Read outside of this room, written inside.
 */
public final class UnseenChanges {
    /** No server that answers at all takes so long without another word. */
    private static final long OVERDUE_NANOS = 2_000_000_000L;

    private long losses;
    private long missedFrame = -1;

    /** The answers that wait for their request, in the order in which they came. */
    private SmbAnswer firstWaiting;

    private SmbAnswer lastWaiting;

    /** The changes that were asked for and are not answered, from old to new. */
    private PendingRequest firstAsked;

    private PendingRequest lastAsked;

    private boolean messagesLost;
    private int heldUp;
    private boolean speakerHeldUp;

    /** How often requests and answers were lost so far. */
    public long losses() {
        return losses;
    }

    /** True: something may have changed since there were so many losses, or was granted between these two frames. */
    public boolean since(long lossesThen, long fromFrame, long toFrame) {
        return losses > lossesThen || missedFrame >= fromFrame || grantedBetween(fromFrame, toFrame);
    }

    /** True: by the clock, the answer to a change is overdue: it may have been lost, and the change have been made. */
    public boolean overdue(long clockNanos) {
        return firstAsked != null && clockNanos - firstAsked.clockNanos > OVERDUE_NANOS;
    }

    /** True: not all messages of the two were seen, whatever they said, or what they said is known no more. */
    public boolean lackMessages() {
        return messagesLost;
    }

    /** Messages were lost. */
    void messagesLost() {
        messagesLost = true;
    }

    /** True: connections other than the one of which is told now wait for what should come before. */
    public boolean othersHeldUp() {
        return heldUp > (speakerHeldUp ? 1 : 0);
    }

    /** One connection more is held up, or one less. */
    void heldUp(boolean one) {
        heldUp += one ? 1 : -1;
    }

    /** What is told from now on is of a connection that is held up itself, or is not. */
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

    /** The change is answered, or is not waited for any longer. */
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

    /** Something may have changed, who knows when. */
    void lose() {
        losses++;
    }

    /** Something changed, but the request that says what may be yet to come. */
    void await(SmbAnswer answer) {
        answer.before = lastWaiting;
        if (lastWaiting == null) {
            firstWaiting = answer;
        } else {
            lastWaiting.behind = answer;
        }
        lastWaiting = answer;
    }

    /** The request came that was waited for. */
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

    /** The request that was waited for will not come. */
    void missed(SmbAnswer answer) {
        seen(answer);
        missedFrame = Math.max(missedFrame, answer.frameNumber);
    }

    private boolean grantedBetween(long fromFrame, long toFrame) {
        SmbAnswer answer = lastWaiting;
        while (answer != null && answer.frameNumber > toFrame) {
            answer = answer.before;
        }
        return answer != null && answer.frameNumber >= fromFrame;
    }
}
