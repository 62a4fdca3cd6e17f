package io.sharetap.smb;

import io.sharetap.base.Anomaly;
import io.sharetap.base.Moment;

/**
 * Reads one command of SMB1, or several that are alike. What is asked for and what is answered is handed to the reader
 * of the SMB2 command that means the same, which keeps the books. One instance serves all connections of a worker.
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

    /** Words that a request must have for {@link #onRequest}. */
    abstract int requestWords(Smb1Unit unit);

    /** How many bytes of the request, from the unit's start, must be there; what lies behind {@code end} never is. */
    int requestBytes(Smb1Unit unit) {
        return unit.end;
    }

    abstract void onRequest(Smb1Unit unit, Moment now);

    /** False: its answers are counted and nothing more. */
    boolean awaited() {
        return true;
    }

    /** True: the answer goes on with one that came before, and says nothing new of what was asked. */
    boolean isFurtherPart(Smb1Unit answer) {
        return false;
    }

    /** Words that a granted answer must have for {@link #readAnswer}; 0: none of it is read. */
    int answerWords() {
        return 0;
    }

    /** True: the answer's parameters and data say something that is needed. */
    boolean readsBody(SmbAnswer answer) {
        return answerWords() > 0 && answer.granted();
    }

    int answerBytes(Smb1Unit unit) {
        return unit.bytesAt;
    }

    void readAnswer(Smb1Unit unit, SmbAnswer answer) {}

    /** True: this answer, which grants what was asked for, may mean that a file's content or size is another now. */
    boolean changesFile(Smb1Unit unit, SmbAnswer answer) {
        return false;
    }

    /** The server granted what was not seen to be asked for, or not yet. */
    void onGrantedUnasked(ConnectionState connection, SmbSession session, SmbAnswer answer, Moment now) {}

    /** True: {@link #onAnswer} is called at once, whether its request was seen or not (then with null). */
    boolean understoodAlone() {
        return false;
    }

    /** The server's answer; it ends the waiting of the request. */
    abstract void onAnswer(ConnectionState connection, PendingRequest request, SmbAnswer answer, Moment now);

    /** The request is registered as one that waits for its answer. */
    final PendingRequest await(Smb1Unit unit, Moment now) {
        PendingRequest request = requests.add(unit, now);
        request.session = unit.session(now);
        return request;
    }

    /** The open of a FID; null: it is about no file. One that was never met is taken up. */
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

    /** Like {@link #openOf}, but an open that was never met is not taken up. */
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

    /** Takes note of a field that leads outside. */
    final void noteBeyond() {
        shared.ledger.note(Anomaly.SMB1_FIELD_BEYOND_MESSAGE);
    }
}
