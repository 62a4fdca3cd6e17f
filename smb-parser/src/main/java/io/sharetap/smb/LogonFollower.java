package io.sharetap.smb;

import io.sharetap.base.Anomaly;
import io.sharetap.base.ByteWindow;
import io.sharetap.base.Moment;
import io.sharetap.tcp.Side;
import io.sharetap.unseal.KerberosLogon;
import io.sharetap.unseal.Logons;
import io.sharetap.unseal.Secrets;

/**
 * Stands before the reader of SMB2 where keys were given: shows it every message, and follows those from which a
 * session's cipher keys come (NEGOTIATE and SESSION_SETUP), which are needed whole.
 */
final class LogonFollower implements ProtocolReader {
    /** No logon is longer: a ticket with a large list of groups has 64 KiB. */
    private static final int LOGON_BYTES_MAX = 256 << 10;

    private static final int COMMAND_AT = 12; // u16
    private static final int SESSION_ID_AT = 40; // u64

    private final ConnectionState connection;
    private final SmbState shared;
    private final InnerMessages inner;
    private final ProtocolReader next;
    private final Logons logons;
    private final ByteWindow message = new ByteWindow();

    LogonFollower(ConnectionState connection, SmbState shared, InnerMessages inner, ProtocolReader next) {
        this.connection = connection;
        this.shared = shared;
        this.inner = inner;
        this.next = next;
        logons = new Logons(shared.logonMemory);
    }

    @Override
    public void onMessage(MessageCursor cursor, Moment now) {
        cursor.gather(COMMAND_AT + 2);
    }

    @Override
    public void onHead(MessageCursor cursor, ByteWindow head, Moment now) {
        if (cursor.gathersWhole()) {
            message.wrap(head, 0, head.length());
            inner.onWhole(cursor.side(), message, now);
            follow(cursor.side(), now);
        } else if (concernsLogon(head) && hasFittingLength(cursor.unitBytesMax())) {
            cursor.gatherWhole(cursor.unitBytesMax());
        } else {
            cursor.handOver(next, now);
        }
    }

    private static boolean hasFittingLength(int bytes) {
        return bytes > Smb2HeaderView.LENGTH && bytes <= LOGON_BYTES_MAX;
    }

    private static boolean concernsLogon(ByteWindow head) {
        int command = head.u16le(COMMAND_AT);
        return command == Smb2HeaderView.NEGOTIATE || command == Smb2HeaderView.SESSION_SETUP;
    }

    /** The reader has seen it, so that the session is there. */
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
            shared.sessions.touch(session);
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
