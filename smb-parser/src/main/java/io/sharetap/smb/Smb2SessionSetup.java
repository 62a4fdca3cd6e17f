package io.sharetap.smb;

import io.sharetap.base.Anomaly;
import io.sharetap.base.ByteWindow;
import io.sharetap.base.Moment;

/**
 * SESSION_SETUP: [MS-SMB2] 2.2.5, 2.2.6, 3.3.5.5. A logon takes one or more rounds; the SessionId comes with the first
 * answer, and with the flag for binding it is that of a session on other connections.
 */
final class Smb2SessionSetup extends Smb2Command {
    private static final int STATUS_MORE_PROCESSING_REQUIRED = 0xC000_0016;

    private static final int BODY = Smb2HeaderView.LENGTH;
    private static final int REQUEST_LENGTH = BODY + 24;
    private static final int REQUEST_BUFFER_OFFSET_AT = BODY + 12; // SecurityBufferOffset, u16
    private static final int REQUEST_BUFFER_LENGTH_AT = BODY + 14; // SecurityBufferLength, u16
    static final int FLAG_BINDING = 0x01; // of Flags, u8
    private static final int PREVIOUS_SESSION_ID_AT = BODY + 16; // PreviousSessionId, u64

    private static final int ANSWER_LENGTH = BODY + 8;
    private static final int SESSION_FLAGS_AT = BODY + 2; // SessionFlags, u16
    private static final int IS_GUEST = 0x0001; // SMB2_SESSION_FLAG_IS_GUEST
    private static final int IS_NULL = 0x0002; // SMB2_SESSION_FLAG_IS_NULL
    private static final int ANSWER_BUFFER_OFFSET_AT = BODY + 4; // SecurityBufferOffset, u16
    private static final int ANSWER_BUFFER_LENGTH_AT = BODY + 6; // SecurityBufferLength, u16

    private final LogonReader logons;

    Smb2SessionSetup(SmbState shared) {
        super(shared);
        logons = new LogonReader(shared.ledger);
    }

    @Override
    int requestBytes(ByteWindow unit, Smb2Unit facts) {
        if (unit.length() < REQUEST_LENGTH) {
            return REQUEST_LENGTH;
        }
        int end = unit.u16le(REQUEST_BUFFER_OFFSET_AT) + unit.u16le(REQUEST_BUFFER_LENGTH_AT);
        return end <= facts.bytes ? Math.max(REQUEST_LENGTH, end) : REQUEST_LENGTH;
    }

    @Override
    void onRequest(ByteWindow unit, Smb2Unit facts, Moment now) {
        PendingRequest request =
                shared.pending.add(facts.connection, PendingTable.SMB2, facts.messageId, facts.command, now);
        Logon logon = read(unit, REQUEST_BUFFER_OFFSET_AT, REQUEST_BUFFER_LENGTH_AT);
        request.detail = logon;
        request.number = unit.i64le(PREVIOUS_SESSION_ID_AT);
        request.kind = facts.sessionId == 0 ? 1 : 0;
        if (facts.sessionId != 0 || facts.leadsOn()) {
            request.session = facts.session(now);
            request.session.onLogonAsked();
        }
        if (facts.sessionId != 0 && logon != null) {
            request.session.onClaim(logon);
            shared.sessions.namesChanged(request.session);
        }
    }

    private Logon read(ByteWindow unit, int offsetAt, int lengthAt) {
        int at = unit.u16le(offsetAt);
        int bytes = unit.u16le(lengthAt);
        if (at + bytes > unit.length()) {
            shared.ledger.note(Anomaly.SMB2_FIELD_BEYOND_MESSAGE);
            return null;
        }
        return logons.read(unit, at, bytes);
    }

    @Override
    boolean readsBody(SmbAnswer answer) {
        return answer.granted() || answer.status == STATUS_MORE_PROCESSING_REQUIRED;
    }

    @Override
    int answerBytes(ByteWindow unit) {
        if (unit.length() < ANSWER_LENGTH) {
            return ANSWER_LENGTH;
        }
        return Math.max(ANSWER_LENGTH, unit.u16le(ANSWER_BUFFER_OFFSET_AT) + unit.u16le(ANSWER_BUFFER_LENGTH_AT));
    }

    @Override
    void readAnswer(ByteWindow unit, SmbAnswer answer) {
        answer.kind = unit.u16le(SESSION_FLAGS_AT);
        answer.logon = read(unit, ANSWER_BUFFER_OFFSET_AT, ANSWER_BUFFER_LENGTH_AT);
    }

    @Override
    boolean understoodAlone() {
        return true;
    }

    @Override
    void onAnswer(ConnectionState connection, PendingRequest request, SmbAnswer answer, Moment now) {
        boolean newSession = request != null && request.kind != 0;
        long asFrame = request == null ? now.frameNumber() : request.frameNumber;
        Logon claim = request == null ? null : (Logon) request.detail;
        long previous = request == null ? 0 : request.number;
        SmbSession chained = request == null ? null : request.session;
        if (request != null) {
            shared.pending.remove(request);
        }
        if (!readsBody(answer) && (claim != null || Refusals.ofLogon(answer.status))) {
            shared.news.onRefusedLogon(connection.connection, claim == null ? null : claim.shownUser(), now);
        }
        if (answer.sessionId == 0) {
            return;
        }
        if (!readsBody(answer)) {
            refused(connection, answer);
            return;
        }
        SmbSession known = shared.sessions.find(connection.connection, answer.sessionId);
        if (newSession && known != null && known.firstFrame < asFrame) {
            // The server gives this SessionId anew: the session that had it is over.
            shared.sessions.end(known, now);
        }
        if (chained != null && chained.sessionId == 0) {
            shared.sessions.identify(chained, answer.sessionId);
        }
        SmbSession session = connection.session(answer.sessionId, now);
        if (request != null) {
            session.onLogonAsked();
        }
        if (answer.logon != null) {
            answer.logon.addTo(session);
        }
        if (answer.granted()) {
            session.onGranted(claim, (answer.kind & IS_GUEST) != 0, (answer.kind & IS_NULL) != 0);
            endPrevious(connection, previous, session, now);
        }
        shared.sessions.namesChanged(session);
    }

    private void refused(ConnectionState connection, SmbAnswer answer) {
        SmbSession known = shared.sessions.find(connection.connection, answer.sessionId);
        if (known != null) {
            known.onRefused();
            shared.sessions.namesChanged(known);
        }
    }

    /**
     * Ends the session that the client had before its connection broke; the client names it, and the server ends it
     * (3.3.5.5.3).
     */
    private void endPrevious(ConnectionState connection, long previous, SmbSession session, Moment now) {
        if (previous != 0 && previous != session.sessionId) {
            SmbSession old = shared.sessions.find(connection.connection, previous);
            if (old != null) {
                shared.sessions.end(old, now);
            }
        }
    }
}
