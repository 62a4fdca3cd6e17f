package io.sharetap.smb;

import io.sharetap.base.ByteWindow;
import io.sharetap.base.Moment;

/**
 * Reads one command of SMB2: says how much of its requests and answers must be there in one piece, what they mean, and
 * what becomes of files once the server has answered. One instance serves all connections of a worker.
 */
abstract class Smb2Command {
    final SmbState shared;

    Smb2Command(SmbState shared) {
        this.shared = shared;
    }

    /**
     * How many bytes of the request, from its header's start, must be there. Asked with what is there, again and again
     * until no more is wanted.
     */
    abstract int requestBytes(ByteWindow unit, Smb2Unit facts);

    /** The request is there as far as it was wanted. */
    abstract void onRequest(ByteWindow unit, Smb2Unit facts, Moment now);

    /** False: its answers are counted and nothing more. */
    boolean awaited() {
        return true;
    }

    /** True: the answer's body says something that is needed. */
    boolean readsBody(SmbAnswer answer) {
        return false;
    }

    /** Like {@link #requestBytes}, for an answer whose body is read. */
    int answerBytes(ByteWindow unit) {
        return Smb2HeaderView.LENGTH;
    }

    /** Takes out of the answer's body what is needed. */
    void readAnswer(ByteWindow unit, SmbAnswer answer) {}

    /** True: this answer, which grants what was asked for, may mean that a file's content or size is another now. */
    boolean changesFile(SmbAnswer answer) {
        return false;
    }

    /** The server granted what was not seen to be asked for, or not yet. */
    void onGrantedUnasked(ConnectionState connection, SmbAnswer answer, Moment now) {}

    /** True: {@link #onAnswer} is called at once, whether its request was seen or not (then with null). */
    boolean understoodAlone() {
        return false;
    }

    /** The server's answer; it ends the waiting of the request. */
    void onAnswer(ConnectionState connection, PendingRequest request, SmbAnswer answer, Moment now) {
        shared.pending.remove(request);
    }

    /** The request is registered as one that waits for its answer. */
    final PendingRequest await(Smb2Unit facts, Moment now) {
        PendingRequest request =
                shared.pending.add(facts.connection, PendingTable.SMB2, facts.messageId, facts.command, now);
        request.session = facts.session(now);
        return request;
    }
}
