package io.sharetap.smb;

import io.sharetap.base.ByteWindow;
import io.sharetap.base.Moment;

/** TREE_DISCONNECT and LOGOFF: [MS-SMB2] 2.2.11, 2.2.7. Opens in the tree or session end with it. */
final class Smb2Leave extends Smb2Command {
    private final boolean wholeSession;

    Smb2Leave(SmbState shared, boolean wholeSession) {
        super(shared);
        this.wholeSession = wholeSession;
    }

    @Override
    int requestBytes(ByteWindow unit, Smb2Unit facts) {
        return Smb2HeaderView.LENGTH;
    }

    @Override
    void onRequest(ByteWindow unit, Smb2Unit facts, Moment now) {
        PendingRequest request = await(facts, now);
        request.tree = wholeSession ? null : facts.tree(now);
    }

    @Override
    void onAnswer(ConnectionState connection, PendingRequest request, SmbAnswer answer, Moment now) {
        SmbSession session = request.session;
        TreeConnect tree = request.tree;
        shared.pending.remove(request);
        if (!answer.granted()) {
            return;
        }
        if (tree == null) {
            shared.sessions.end(session, now);
        } else if (tree.listed()) {
            shared.trees.end(tree, now);
        }
    }
}
