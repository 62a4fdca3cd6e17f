package io.sharetap.smb;

import io.sharetap.base.Moment;
import io.sharetap.smb.PendingRequest.IfUnanswered;

/**
 * Finds the open that a request is about, even if its CREATE, or the CREATE's answer, was not seen.
 *
 * <p>Where no answer of the server is ever heard, FileIds are not announced. If exactly one CREATE of the session is
 * unanswered, the next unknown FileId is taken to be its open. With several, the owner of the FileId cannot be known,
 * and none of them lends its path.
 */
final class OpenInUse {
    private final SmbState shared;

    OpenInUse(SmbState shared) {
        this.shared = shared;
    }

    /** The open that the request is about; null where it is about no file, or its CREATE was refused. */
    SmbOpen of(Smb2Unit facts, Moment now) {
        SmbOpen known = known(facts, now);
        if (known != null) {
            return known.hidden ? null : known;
        }
        if (!facts.fileIdKnown) {
            return null;
        }
        TreeConnect tree = facts.tree(now);
        if (tree.withoutFiles()) {
            return null;
        }
        facts.open = shared.opens.unknown(
                facts.connection.connection, tree, facts.persistentFileId, facts.volatileFileId, now);
        shared.unaskedOpens.fill(facts.open, facts.connection);
        shared.news.onOpenMet(facts.open, now);
        return facts.open;
    }

    /** Like {@link #of}, but makes no new open of an unknown FileId. */
    SmbOpen known(Smb2Unit facts, Moment now) {
        SmbOpen known = facts.knownOpen(now);
        if (known == null && facts.fileIdKnown && !facts.connection.serverHeard) {
            known = adopt(
                    facts.connection,
                    facts.session(now),
                    facts.treeId,
                    facts.persistentFileId,
                    facts.volatileFileId,
                    now);
            facts.open = known;
        }
        return known;
    }

    /** Makes the open of an unknown FileId out of the one CREATE that waits; null where there is none, or several. */
    SmbOpen adopt(
            ConnectionState connection,
            SmbSession session,
            long treeId,
            long persistentFileId,
            long volatileFileId,
            Moment now) {
        PendingRequest oldest = null;
        int unanswered = 0;
        for (PendingRequest request = connection.newestPending; request != null; request = request.olderOfConnection) {
            if (request.ifUnanswered == IfUnanswered.OPEN_WAS_NOT
                    && request.session == session
                    && request.open == null
                    && request.detail instanceof CreateRequest) {
                oldest = request;
                unanswered++;
            }
        }
        if (oldest == null) {
            return null;
        }
        CreateRequest asked = (CreateRequest) oldest.detail;
        if (unanswered > 1) {
            markAmbiguous(connection, session);
        }
        if (asked.ambiguous) {
            shared.pending.remove(oldest);
            return null;
        }
        TreeConnect tree = shared.trees.of(session, treeId, now);
        SmbOpen open = shared.opens.unknown(connection.connection, tree, persistentFileId, volatileFileId, now);
        shared.opens.fill(open, asked);
        open.hidden |= open.tree == null && WirePath.namesPipe(open.path);
        oldest.open = open;
        return open;
    }

    private static void markAmbiguous(ConnectionState connection, SmbSession session) {
        for (PendingRequest request = connection.newestPending; request != null; request = request.olderOfConnection) {
            if (request.session == session && request.detail instanceof CreateRequest asked) {
                asked.ambiguous = true;
            }
        }
    }
}
