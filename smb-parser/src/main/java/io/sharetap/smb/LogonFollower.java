package io.sharetap.smb;

import io.sharetap.base.Anomaly;
import io.sharetap.base.ByteWindow;
import io.sharetap.base.Moment;
import io.sharetap.tcp.Side;
import io.sharetap.unseal.KerberosLogon;
import io.sharetap.unseal.Logons;
import io.sharetap.unseal.Secrets;

/**
 * Intercepts, where keys were given, the messages from which a session's cipher keys are derived (NEGOTIATE and
 * SESSION_SETUP). They are needed whole. Each is passed on to the reader of SMB2 first, then followed here.
 */
final class LogonFollower implements ProtocolReader {
    /** No logon is longer: a ticket with a large list of groups takes 64 KiB. */
    private static final int LOGON_BYTES_MAX = 256 << 10;

    private static final int COMMAND_AT = 12; // u16
    private static final int SESSION_ID_AT = 40; // u64

    private final ConnectionState connection;
    private final SmbState shared;
    private final InnerMessages inner;
    private final Logons logons;
    private final ByteWindow message = new ByteWindow();

    LogonFollower(ConnectionState connection, SmbState shared, InnerMessages inner) {
        this.connection = connection;
        this.shared = shared;
        this.inner = inner;
        logons = new Logons(shared.logonMemory);
    }

    /** Whether this is the first header of a message, and the message is to be followed here. */
    static boolean wants(MessageCursor cursor, ByteWindow head, SmbState shared) {
        int command = head.u16le(COMMAND_AT);
        int bytes = cursor.unitBytesMax();
        return shared.seesThrough
                && (command == Smb2HeaderView.NEGOTIATE || command == Smb2HeaderView.SESSION_SETUP)
                && cursor.unitAt() == 0
                && cursor.source() != MessageCursor.Source.GATHERED
                && bytes > Smb2HeaderView.LENGTH
                && bytes <= Math.min(LOGON_BYTES_MAX, shared.limits.transformBytesMax());
    }

    @Override
    public void onMessage(MessageCursor cursor, Moment now) {
        cursor.gatherWhole(cursor.unitBytesMax());
    }

    @Override
    public void onHead(MessageCursor cursor, ByteWindow head, Moment now) {
        message.wrap(head, 0, head.length());
        inner.onWhole(cursor.side(), message, now);
        follow(cursor.side(), now);
    }

    /** The reader of SMB2 has seen the message, so its session exists. */
    private void follow(Side from, Moment now) {
        byte[] bytes = new byte[message.length()];
        message.copyTo(0, bytes, 0, bytes.length);
        if (from == Side.CLIENT) {
            if (!logons.onRequest(bytes)) {
                shared.ledger.note(Anomaly.SMB_LOGONS_FULL);
            }
            return;
        }
        Secrets secrets = shared.enterSecrets();
        if (secrets != null) {
            try {
                take(logons.onAnswer(bytes, secrets), now);
            } finally {
                secrets.leave();
            }
        }
    }

    private void take(Logons.Granted granted, Moment now) {
        if (granted.passwordWrong()) {
            shared.ledger.note(Anomaly.SMB_PASSWORD_WRONG);
        }
        if (granted.keys() == null && granted.client() == null) {
            return;
        }
        SmbSession session = connection.session(message.i64le(SESSION_ID_AT), now);
        if (granted.keys() != null) {
            session.cipherKeys = granted.keys();
            session.failedInARow = 0;
        }
        KerberosLogon client = granted.client();
        if (client != null) {
            session.userName = client.clientName();
            session.userDomain = client.clientRealm() == null ? session.userDomain : client.clientRealm();
            shared.sessions.namesChanged(session);
        }
    }

    /** The connection is over. */
    void end() {
        logons.end();
    }

    @Override
    public void onHeadLost(MessageCursor cursor, Moment now) {
        shared.ledger.note(Anomaly.SMB_HEAD_LOST);
        connection.noteMessagesLost(cursor.side(), now);
    }
}
