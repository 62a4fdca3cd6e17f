package io.sharetap.smb;

import io.sharetap.base.ByteWindow;
import io.sharetap.base.Moment;

/**
 * Reads one command of SMB2: says how many bytes of its requests and answers it needs in one piece, what they mean, and
 * what happens to files once the server has answered. One instance serves all connections of a worker.
 */
abstract class Smb2Command {
    final SmbState shared;

    Smb2Command(SmbState shared) {
        this.shared = shared;
    }

    /**
     * How many bytes of the request, from its header's start, must be in view. Called with the bytes in view, until no
     * more are wanted.
     */
    abstract int requestBytes(ByteWindow unit, Smb2Unit facts);

    /** Takes the request, of which the wanted bytes are in view. */
    abstract void onRequest(ByteWindow unit, Smb2Unit facts, Moment now);

    /** Whether requests wait for their answers; otherwise answers are only counted. */
    boolean awaited() {
        return true;
    }

    /** Whether the answer's body is needed. */
    boolean readsBody(SmbAnswer answer) {
        return false;
    }

    /** Like {@link #requestBytes}, for an answer whose body is read. */
    int answerBytes(ByteWindow unit) {
        return Smb2HeaderView.LENGTH;
    }

    /** Stores what is needed of the answer's body. */
    void readAnswer(ByteWindow unit, SmbAnswer answer) {}

    /** Whether this answer, which grants the request, may mean that a file's content or size has changed. */
    boolean changesFile(SmbAnswer answer) {
        return false;
    }

    /** The server granted a request that was not seen, or not yet. */
    void onGrantedUnasked(ConnectionState connection, SmbAnswer answer, Moment now) {}

    /** Whether {@link #onAnswer} is called at once, with the request or, where that was not seen, with null. */
    boolean understoodAlone() {
        return false;
    }

    /** Takes the server's answer; the request waits no longer. */
    void onAnswer(ConnectionState connection, PendingRequest request, SmbAnswer answer, Moment now) {
        shared.pending.remove(request);
    }

    /** Adds the request to those that wait for their answer. */
    final PendingRequest await(Smb2Unit facts, Moment now) {
        PendingRequest request =
                shared.pending.add(facts.connection, PendingTable.SMB2, facts.messageId, facts.command, now);
        request.session = facts.session(now);
        return request;
    }
}
