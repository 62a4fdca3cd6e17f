package io.sharetap.smb;

import io.sharetap.base.Anomaly;
import io.sharetap.base.ByteWindow;
import io.sharetap.base.Count;
import io.sharetap.base.Moment;
import io.sharetap.smb.SessionSink.BlindReason;
import io.sharetap.tcp.Side;

/**
 * Takes encrypted ([MS-SMB2] 2.2.41) and compressed (2.2.42) messages. Encrypted ones are decrypted where their
 * session's keys are known, compressed ones are expanded; what is inside is read. Where that cannot be, the session is
 * blind.
 */
final class TransformReader implements ProtocolReader {
    private static final int ENCRYPTED_FIRST_BYTE = 0xFD;
    private static final int PROTOCOL_ID_LENGTH = 4;
    private static final int FAILED_IN_A_ROW_MAX = 8;
    private static final int TRANSFORM_HEADER_LENGTH = 52;
    private static final int SESSION_ID_AT = 44; // SessionId, u64

    private final ConnectionState connection;
    private final SmbState shared;
    private final InnerMessages inner;

    /** Of which session the encrypted message is that is being gathered, by side; null: none is. */
    private final SmbSession[] gathering = new SmbSession[Side.values().length];

    TransformReader(ConnectionState connection, SmbState shared, InnerMessages inner) {
        this.connection = connection;
        this.shared = shared;
        this.inner = inner;
    }

    @Override
    public void onMessage(MessageCursor cursor, Moment now) {
        cursor.gather(PROTOCOL_ID_LENGTH + 1);
    }

    @Override
    public void onHead(MessageCursor cursor, ByteWindow head, Moment now) {
        if (head.u8(0) != ENCRYPTED_FIRST_BYTE) {
            onCompressed(cursor, head, now);
        } else if (head.length() < TRANSFORM_HEADER_LENGTH) {
            cursor.gather(TRANSFORM_HEADER_LENGTH);
        } else {
            onEncrypted(cursor, head, now);
        }
    }

    private void onEncrypted(MessageCursor cursor, ByteWindow head, Moment now) {
        SmbSession session = connection.session(head.i64le(SESSION_ID_AT), now);
        if (cursor.gathersWhole()) {
            gathering[cursor.side().ordinal()] = null;
            decrypt(cursor, head, session, now);
            return;
        }
        gathering[cursor.side().ordinal()] = session;
        shared.ledger.count(Count.SMB_ENCRYPTED_MESSAGES);
        if (session.cipherKeys == null && shared.secrets != null && session.failedInARow < FAILED_IN_A_ROW_MAX) {
            session.cipherKeys = shared.secrets.get().keysOf(session.sessionId);
        }
        if (session.cipherKeys == null) {
            shared.sessions.blind(session, BlindReason.ENCRYPTED, now);
        } else if (head.length() == cursor.messageBytes() || !cursor.gatherWhole()) {
            refuse(cursor, session, now); // nothing is in it, or too much
        }
    }

    private void decrypt(MessageCursor cursor, ByteWindow message, SmbSession session, Moment now) {
        boolean fromClient = cursor.side() == Side.CLIENT;
        if (session.cipherKeys == null) {
            refuse(cursor, session, now); // given up while this one was being gathered
            return;
        }
        int bytes = shared.unsealer.unseal(
                message, fromClient, session.cipherKeys, shared.decrypted.room(message.length()));
        if (bytes < 0) {
            shared.ledger.note(Anomaly.SMB_DECRYPTION_FAILED);
            if (++session.failedInARow >= FAILED_IN_A_ROW_MAX) {
                session.cipherKeys = null; // a wrong key is not worth more work
            }
            refuse(cursor, session, now);
        } else {
            shared.ledger.count(Count.SMB_DECRYPTED_MESSAGES);
            session.failedInARow = 0;
            inner.onDecrypted(cursor.side(), bytes, now);
        }
    }

    /** What an encrypted message held stays unknown. */
    private void refuse(MessageCursor cursor, SmbSession session, Moment now) {
        connection.unseenChanges().messagesLost();
        connection.noteMessagesLost(cursor.side(), now);
        shared.sessions.blind(session, BlindReason.ENCRYPTED, now);
    }

    private void onCompressed(MessageCursor cursor, ByteWindow head, Moment now) {
        gathering[cursor.side().ordinal()] = null;
        boolean whole = head.length() == cursor.messageBytes();
        if (!whole) {
            if (!cursor.gatherWhole()) {
                refuse(cursor, now);
            }
            return;
        }
        shared.ledger.count(Count.SMB_COMPRESSED_MESSAGES);
        Anomaly fault = shared.decompressor.expand(head);
        if (fault == null) {
            inner.onDecompressed(cursor.side(), now);
        } else {
            shared.ledger.note(fault);
            refuse(cursor, now);
        }
    }

    /** What a compressed message held stays unknown. */
    private void refuse(MessageCursor cursor, Moment now) {
        connection.unseenChanges().messagesLost();
        connection.noteMessagesLost(cursor.side(), now);
        connection.blind(BlindReason.COMPRESSED, now);
    }

    @Override
    public void onHeadLost(MessageCursor cursor, Moment now) {
        shared.ledger.note(Anomaly.SMB_HEAD_LOST);
        SmbSession session = gathering[cursor.side().ordinal()];
        gathering[cursor.side().ordinal()] = null;
        if (cursor.gathersWhole() && session != null) {
            refuse(cursor, session, now);
        } else if (cursor.gathersWhole()) {
            refuse(cursor, now);
        } else {
            connection.noteMessagesLost(cursor.side(), now);
        }
    }
}
