package io.sharetap.smb;

import io.sharetap.base.Moment;

/** TREE_CONNECT and TREE_CONNECT_ANDX: [MS-CIFS] 2.2.4.50, 2.2.4.55. */
final class Smb1TreeConnect extends Smb1Command {
    private static final int PASSWORD_LENGTH_AT = 6; // PasswordLength, u16
    private static final int ANDX_WORDS = 4;

    // TREE_CONNECT's answer.
    private static final int TID_AT = 2; // TID, u16
    private static final int OLD_WORDS = 2;

    // ShareType as [MS-SMB2] 2.2.10 numbers it.
    private static final int DISK = 1;
    private static final int PIPE = 2;
    private static final int PRINT = 3;

    private final Smb2Command meaning;

    Smb1TreeConnect(SmbState shared) {
        super(shared);
        meaning = shared.smb2Commands.of(Smb2HeaderView.TREE_CONNECT);
    }

    @Override
    int requestWords(Smb1Unit unit) {
        return unit.command == Smb1Commands.TREE_CONNECT ? 0 : ANDX_WORDS;
    }

    @Override
    void onRequest(Smb1Unit unit, Moment now) {
        PendingRequest request = await(unit, now);
        if (unit.command == Smb1Commands.TREE_CONNECT) {
            request.detail = unit.oemText(unit.bytesAt + 1);
            unit.oemText(unit.textEnd() + 1);
            request.kind = kindOf(unit.oemText(unit.textEnd() + 1));
        } else {
            request.detail = unit.text(unit.bytesAt + unit.word16(PASSWORD_LENGTH_AT));
            request.kind = kindOf(unit.oemText(unit.textEnd()));
        }
        if (((String) request.detail).isEmpty()) {
            noteBeyond();
        } else if (unit.next != 0) {
            request.tree = shared.trees.provisional(request.session, (String) request.detail, now);
            unit.asked = request.tree;
        }
    }

    @Override
    int answerWords() {
        return OLD_WORDS;
    }

    @Override
    int answerBytes(Smb1Unit unit) {
        return unit.end;
    }

    @Override
    void readAnswer(Smb1Unit unit, SmbAnswer answer) {
        if (unit.command == Smb1Commands.TREE_CONNECT) {
            answer.treeId = unit.word16(TID_AT);
        } else {
            answer.kind = kindOf(unit.oemText(unit.bytesAt));
        }
    }

    @Override
    void onAnswer(ConnectionState connection, PendingRequest request, SmbAnswer answer, Moment now) {
        // In a chain with SESSION_SETUP the UID is first known from the answer.
        request.session = connection.uidSession((int) answer.sessionId, now);
        if (answer.kind == 0) {
            answer.kind = request.kind == 0 ? DISK : request.kind;
        }
        meaning.onAnswer(connection, request, answer, now);
    }

    /** The share's kind by the Service string; 0: the client leaves it to the server. */
    private static int kindOf(String service) {
        return switch (service) {
            case "A:" -> DISK;
            case "IPC", "COMM" -> PIPE;
            case "LPT1:" -> PRINT;
            default -> 0;
        };
    }
}
