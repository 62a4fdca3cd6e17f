package io.sharetap.smb;

import io.sharetap.base.Anomaly;
import io.sharetap.base.ByteWindow;
import io.sharetap.base.Moment;
import io.sharetap.smb.SmbTree.Kind;

/** TREE_CONNECT: [MS-SMB2] 2.2.9, 2.2.10, 3.3.5.7. */
final class Smb2TreeConnect extends Smb2Command {
    private static final int BODY = Smb2HeaderView.LENGTH;
    private static final int REQUEST_LENGTH = BODY + 8;
    private static final int PATH_OFFSET_AT = BODY + 4; // PathOffset, u16
    private static final int PATH_LENGTH_AT = BODY + 6; // PathLength, u16

    private static final int ANSWER_LENGTH = BODY + 16;
    private static final int SHARE_TYPE_AT = BODY + 2; // ShareType, u8

    Smb2TreeConnect(SmbState shared) {
        super(shared);
    }

    @Override
    int requestBytes(ByteWindow unit, Smb2Unit facts) {
        if (unit.length() < REQUEST_LENGTH) {
            return REQUEST_LENGTH;
        }
        return pathEnd(unit) <= facts.bytes ? Math.max(REQUEST_LENGTH, pathEnd(unit)) : REQUEST_LENGTH;
    }

    private static int pathEnd(ByteWindow unit) {
        return unit.u16le(PATH_OFFSET_AT) + unit.u16le(PATH_LENGTH_AT);
    }

    @Override
    void onRequest(ByteWindow unit, Smb2Unit facts, Moment now) {
        PendingRequest request = await(facts, now);
        if (pathEnd(unit) > unit.length()) {
            shared.ledger.note(Anomaly.SMB2_FIELD_BEYOND_MESSAGE);
        } else {
            String path = WirePath.text(unit, unit.u16le(PATH_OFFSET_AT), unit.u16le(PATH_LENGTH_AT));
            request.detail = path;
            if (facts.leadsOn()) {
                request.tree = shared.trees.provisional(request.session, path, now);
                facts.asked = request.tree;
            }
        }
    }

    @Override
    boolean readsBody(SmbAnswer answer) {
        return answer.granted();
    }

    @Override
    int answerBytes(ByteWindow unit) {
        return ANSWER_LENGTH;
    }

    @Override
    void readAnswer(ByteWindow unit, SmbAnswer answer) {
        answer.kind = unit.u8(SHARE_TYPE_AT);
    }

    @Override
    void onAnswer(ConnectionState connection, PendingRequest request, SmbAnswer answer, Moment now) {
        SmbSession session = request.session;
        String path = (String) request.detail;
        TreeConnect provisional = request.tree;
        shared.pending.remove(request);
        if (path != null && answer.granted() && answer.treeId != SmbAnswer.NO_TREE_ID) {
            shared.trees.granted(session, provisional, answer.treeId, path, kindOf(answer.kind), now);
        } else if (provisional != null && provisional.listed() && !answer.granted()) {
            shared.trees.refuse(provisional, now);
        }
        if (path != null && Refusals.ofShare(answer.status)) {
            shared.news.onRefusedTree(session, path, now);
        }
    }

    private Kind kindOf(int shareType) {
        return switch (shareType) {
            case 1 -> Kind.DISK;
            case 2 -> Kind.PIPE;
            case 3 -> Kind.PRINT;
            default -> {
                shared.ledger.note(Anomaly.SMB2_VALUE_UNKNOWN);
                yield Kind.UNKNOWN;
            }
        };
    }
}
