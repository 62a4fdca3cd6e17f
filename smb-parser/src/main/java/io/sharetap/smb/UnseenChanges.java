package io.sharetap.smb;

/**
 * Remembers when the files of one client on one server may have changed out of sight: a request went by unseen of which
 * nothing is known but that it was granted, or not even that. Which file it was on cannot be known, so that no file is
 * certain that was not begun anew since.
 *
 * <p>Read outside of this room, written inside.
 */
public final class UnseenChanges {
    private long losses;
    private long missedFrame = -1;

    /** The answers that wait for their request, in the order in which they came. */
    private Smb2Answer firstWaiting;

    private Smb2Answer lastWaiting;

    /** How often requests and answers were lost so far. */
    public long losses() {
        return losses;
    }

    /** True: something may have changed since there were so many losses, or was granted between these two frames. */
    public boolean since(long lossesThen, long fromFrame, long toFrame) {
        return losses > lossesThen || missedFrame >= fromFrame || grantedBetween(fromFrame, toFrame);
    }

    /** Something may have changed, who knows when. */
    void lose() {
        losses++;
    }

    /** Something changed, but the request that says what may be yet to come. */
    void await(Smb2Answer answer) {
        answer.before = lastWaiting;
        if (lastWaiting == null) {
            firstWaiting = answer;
        } else {
            lastWaiting.behind = answer;
        }
        lastWaiting = answer;
    }

    /** The request came that was waited for. */
    void seen(Smb2Answer answer) {
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
    void missed(Smb2Answer answer) {
        seen(answer);
        missedFrame = Math.max(missedFrame, answer.frameNumber);
    }

    private boolean grantedBetween(long fromFrame, long toFrame) {
        Smb2Answer answer = lastWaiting;
        while (answer != null && answer.frameNumber > toFrame) {
            answer = answer.before;
        }
        return answer != null && answer.frameNumber >= fromFrame;
    }
}
