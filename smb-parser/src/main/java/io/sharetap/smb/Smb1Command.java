package io.sharetap.smb;

import io.sharetap.base.Anomaly;
import io.sharetap.base.Moment;

/**
 * Reads one command of SMB1, or several similar ones. Request and answer are passed on to the reader of the SMB2
 * command that means the same, which keeps the state. One instance serves all connections of a worker.
 */
abstract class Smb1Command {
    final SmbState shared;

    final Smb1Requests requests;
    private final OpenInUse opens;

    Smb1Command(SmbState shared) {
        this.shared = shared;
        requests = new Smb1Requests(shared);
        opens = new OpenInUse(shared);
    }

    /** The number of words that a request must have for {@link #onRequest}. */
    abstract int requestWords(Smb1Unit unit);

    /**
     * The number of bytes of the request, from the unit's start, that must be in view; bytes behind {@code end} never
     * are.
     */
    int requestBytes(Smb1Unit unit) {
        return unit.end;
    }

    abstract void onRequest(Smb1Unit unit, Moment now);

    /** Whether requests wait for their answers; otherwise answers are only counted. */
    boolean awaited() {
        return true;
    }

    /** Whether the answer continues an earlier one, and says nothing new about the request. */
    boolean isFurtherPart(Smb1Unit answer) {
        return false;
    }

    /** The number of words that a granted answer must have for {@link #readAnswer}; 0: it is not read. */
    int answerWords() {
        return 0;
    }

    /** Whether parameters and data of the answer are needed. */
    boolean readsBody(SmbAnswer answer) {
        return answerWords() > 0 && answer.granted();
    }

    int answerBytes(Smb1Unit unit) {
        return unit.bytesAt;
    }

    void readAnswer(Smb1Unit unit, SmbAnswer answer) {}

    /** Whether this answer, which grants the request, may mean that a file's content or size has changed. */
    boolean changesFile(Smb1Unit unit, SmbAnswer answer) {
        return false;
    }

    /** The server granted a request that was not seen, or not yet. */
    void onGrantedUnasked(ConnectionState connection, SmbSession session, SmbAnswer answer, Moment now) {}

    /** Whether {@link #onAnswer} is called at once, with the request or, where that was not seen, with null. */
    boolean understoodAlone() {
        return false;
    }

    /** Takes the server's answer; the request waits no longer. */
    abstract void onAnswer(ConnectionState connection, PendingRequest request, SmbAnswer answer, Moment now);

    /** Adds the request to those that wait for their answer. */
    final PendingRequest await(Smb1Unit unit, Moment now) {
        PendingRequest request = requests.add(unit, now);
        request.session = unit.session(now);
        return request;
    }

    /** The open of a FID, made anew where it was never met; null where it is about no file. */
    final SmbOpen openOf(Smb1Unit unit, int fid, Moment now) {
        SmbOpen known = knownOpen(unit, fid, now);
        if (known != null) {
            return known.hidden ? null : known;
        }
        TreeConnect tree = unit.tree(now);
        if (fid == Smb1Unit.FID_OF_CHAIN || tree.withoutFiles()) {
            return null;
        }
        SmbOpen unknown = shared.opens.unknown(unit.connection.connection, tree, 0, fid, now);
        shared.unaskedOpens.fill(unknown, unit.connection);
        return unknown;
    }

    /** Like {@link #openOf}, but makes no new open of an unknown FID. */
    final SmbOpen knownOpen(Smb1Unit unit, int fid, Moment now) {
        if (unit.opened != null && (fid == Smb1Unit.FID_OF_CHAIN || !unit.opened.fileIdKnown)) {
            return unit.opened.gone ? null : unit.opened;
        }
        SmbSession session = unit.session(now);
        SmbOpen known = shared.opens.find(session, 0, fid);
        if (known == null && fid != Smb1Unit.FID_OF_CHAIN && !unit.connection.serverHeard) {
            known = opens.adopt(unit.connection, session, unit.treeId, 0, fid, now);
        }
        return known;
    }

    /** Counts a field that points outside of the message. */
    final void noteBeyond() {
        shared.ledger.note(Anomaly.SMB1_FIELD_BEYOND_MESSAGE);
    }
}
