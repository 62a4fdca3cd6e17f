package io.sharetap.smb;

import io.sharetap.base.Moment;

/**
 * SESSION_SETUP_ANDX: [MS-CIFS] 2.2.4.53, and with extended security [MS-SMB] 2.2.4.6. The UID comes with the first
 * answer.
 */
final class Smb1SessionSetup extends Smb1Command {
    private static final int STATUS_MORE_PROCESSING_REQUIRED = 0xC000_0016;

    private static final int OLD_WORDS = 10;
    private static final int EXTENDED_WORDS = 12;
    private static final int NT_WORDS = 13;
    private static final int LENGTH_AT = 14; // PasswordLength, OEMPasswordLen or SecurityBlobLength, u16
    private static final int UNICODE_PASSWORD_LENGTH_AT = 16; // UnicodePasswordLen, u16

    private static final int ACTION_AT = 4; // Action, u16
    private static final int SETUP_GUEST = 0x0001; // SMB_SETUP_GUEST
    private static final int EXTENDED_ANSWER_WORDS = 4;
    private static final int ANSWER_BLOB_LENGTH_AT = 6; // SecurityBlobLength, u16

    private final LogonReader logons;

    Smb1SessionSetup(SmbState shared) {
        super(shared);
        logons = new LogonReader(shared.ledger);
    }

    @Override
    int requestWords(Smb1Unit unit) {
        return OLD_WORDS;
    }

    @Override
    void onRequest(Smb1Unit unit, Moment now) {
        PendingRequest request = requests.add(unit, now);
        Logon logon = unit.wordCount == EXTENDED_WORDS ? blob(unit, LENGTH_AT) : plain(unit);
        request.detail = logon;
        if (unit.userId != 0 || unit.next != 0) {
            request.session = unit.session(now);
            request.session.onLogonAsked();
        }
        if (unit.userId != 0 && logon != null) {
            request.session.onClaim(logon);
            shared.sessions.namesChanged(request.session);
        }
    }

    /**
     * Names and passwords in fields of their own. A client that gives none of them is anonymous; a password of one byte
     * is an empty one.
     */
    private Logon plain(Smb1Unit unit) {
        int passwords = unit.word16(LENGTH_AT);
        boolean proof = passwords > 1;
        if (unit.wordCount >= NT_WORDS) {
            passwords += unit.word16(UNICODE_PASSWORD_LENGTH_AT);
            proof |= unit.word16(UNICODE_PASSWORD_LENGTH_AT) > 1;
        }
        if (unit.bytesAt + passwords > unit.end) {
            noteBeyond();
            return null;
        }
        Logon logon = new Logon();
        logon.userName = orNull(unit.text(unit.bytesAt + passwords));
        logon.userDomain = orNull(unit.text(unit.textEnd()));
        logon.anonymous = logon.userName == null && !proof;
        return logon;
    }

    private static String orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    private Logon blob(Smb1Unit unit, int lengthAt) {
        int length = unit.word16(lengthAt);
        if (unit.bytesAt + length > unit.end) {
            noteBeyond();
            return null;
        }
        return logons.read(unit.view, unit.bytesAt, length);
    }

    @Override
    int answerWords() {
        return 3;
    }

    @Override
    boolean readsBody(SmbAnswer answer) {
        return isStep(answer);
    }

    @Override
    int answerBytes(Smb1Unit unit) {
        return unit.end;
    }

    @Override
    void readAnswer(Smb1Unit unit, SmbAnswer answer) {
        answer.kind = unit.word16(ACTION_AT);
        if (unit.wordCount == EXTENDED_ANSWER_WORDS) {
            answer.logon = blob(unit, ANSWER_BLOB_LENGTH_AT);
        }
    }

    @Override
    boolean understoodAlone() {
        return true;
    }

    @Override
    void onAnswer(ConnectionState connection, PendingRequest request, SmbAnswer answer, Moment now) {
        Logon claim = null;
        SmbSession chained = null;
        if (request != null) {
            chained = request.session;
            claim = (Logon) request.detail;
            shared.pending.remove(request);
        }
        if (!isStep(answer) && (claim != null || Refusals.ofLogon(answer.status))) {
            shared.news.onRefusedLogon(connection.connection, claim == null ? null : claim.shownUser(), now);
        }
        if (chained != null && !isStep(answer)) {
            chained.onRefused();
            shared.sessions.namesChanged(chained);
        }
        int userId = (int) answer.sessionId;
        if (userId == 0 || !isStep(answer)) {
            return;
        }
        if (chained != null && chained.sessionId == 0) {
            shared.sessions.identify(chained, userId);
        }
        SmbSession session = connection.uidSession(userId, now);
        if (request != null) {
            session.onLogonAsked();
        }
        if (answer.logon != null) {
            answer.logon.addTo(session);
        }
        if (answer.granted()) {
            session.onGranted(claim, (answer.kind & SETUP_GUEST) != 0, false);
        }
        shared.sessions.namesChanged(session);
    }

    private static boolean isStep(SmbAnswer answer) {
        return answer.granted() || answer.status == STATUS_MORE_PROCESSING_REQUIRED;
    }
}
