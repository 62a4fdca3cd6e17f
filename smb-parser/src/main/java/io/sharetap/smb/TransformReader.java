package io.sharetap.smb;

import io.sharetap.base.Anomaly;
import io.sharetap.base.ByteWindow;
import io.sharetap.base.Count;
import io.sharetap.base.Moment;
import io.sharetap.smb.SessionSink.BlindReason;
import io.sharetap.tcp.Side;

/**
 * Takes encrypted ([MS-SMB2] 2.2.41) and compressed (2.2.42) messages. Encrypted ones are decrypted where their
 * session's keys are known, compressed ones are expanded, and the messages inside are read. Where that is not possible,
 * the session is blind.
 *
 * <p>Samba accepts several encrypted parts in one message, of any sessions of the connection, and parts in the clear
 * before and after them. All units in them form one compound.
 */
final class TransformReader implements ProtocolReader {
    private static final int PROTOCOL_ID_LENGTH = 4;
    private static final int FAILED_IN_A_ROW_MAX = 8;
    private static final int TRANSFORM_HEADER_LENGTH = 52;
    private static final int ORIGINAL_SIZE_AT = 36; // OriginalMessageSize, u32
    private static final int SESSION_ID_AT = 44; // SessionId, u64

    private final ConnectionState connection;
    private final SmbState shared;
    private final InnerMessages inner;
    private final SmbConversation conversation;

    /** The session of the encrypted message that is being gathered, by side; null: none. */
    private final SmbSession[] gathering = new SmbSession[Side.values().length];

    TransformReader(ConnectionState connection, SmbState shared, InnerMessages inner, SmbConversation conversation) {
        this.connection = connection;
        this.shared = shared;
        this.inner = inner;
        this.conversation = conversation;
    }

    @Override
    public void onMessage(MessageCursor cursor, Moment now) {
        cursor.gather(PROTOCOL_ID_LENGTH + 1);
    }

    @Override
    public void onHead(MessageCursor cursor, ByteWindow head, Moment now) {
        int protocolId = head.i32be(0);
        if (protocolId == SmbConversation.COMPRESSION) {
            onCompressed(cursor, head, now);
        } else if (protocolId == SmbConversation.SMB2) {
            cursor.handOver(conversation.readerOf(protocolId), now);
        } else if (protocolId != SmbConversation.TRANSFORM) {
            shared.ledger.note(Anomaly.SMB_TRANSFORM_NESTED);
            connection.unseenChanges().messagesLost();
            connection.noteMessagesLost(cursor.side(), now);
            connection.blind(BlindReason.ENCRYPTED, now);
        } else if (head.length() < TRANSFORM_HEADER_LENGTH) {
            cursor.gather(TRANSFORM_HEADER_LENGTH);
        } else {
            onEncrypted(cursor, head, now);
        }
    }

    private void onEncrypted(MessageCursor cursor, ByteWindow head, Moment now) {
        SmbSession session = connection.session(head.i64le(SESSION_ID_AT), now);
        int headBytes = head.length();
        if (cursor.gathersWhole()) {
            gathering[cursor.side().ordinal()] = null;
            // The units inside continue the compound, too.
            cursor.inCompound(cursor.goesOn(), headBytes < cursor.unitBytesMax());
            boolean known = decrypt(cursor, head, session, now);
            cursor.inCompound(known, false); // the next part continues the compound
            goOn(cursor, headBytes);
            return;
        }
        shared.ledger.count(Count.SMB_ENCRYPTED_MESSAGES);
        lookForKeys(session);
        long bytes = TRANSFORM_HEADER_LENGTH + head.u32le(ORIGINAL_SIZE_AT);
        boolean there = bytes > headBytes && bytes <= cursor.unitBytesMax();
        if (session.cipherKeys == null) {
            shared.sessions.blind(session, BlindReason.ENCRYPTED, now);
        } else if (!there) {
            shared.ledger.note(Anomaly.SMB_DECRYPTION_FAILED);
            refuse(cursor, session, now);
        } else if (cursor.gatherWhole((int) bytes)) {
            gathering[cursor.side().ordinal()] = session;
            return;
        } else {
            refuse(cursor, session, now);
        }
        if (there) {
            cursor.inCompound(false, false);
            goOn(cursor, (int) bytes);
        }
    }

    private void lookForKeys(SmbSession session) {
        if (!shared.seesThrough) {
            session.cipherKeys = null;
            return;
        }
        if (session.failedByGeneration != shared.secretsGeneration) {
            session.failedInARow = 0; // secrets that were given since may fit
        }
        if (session.cipherKeys == null && session.failedInARow < FAILED_IN_A_ROW_MAX) {
            session.cipherKeys = shared.givenKeys(session.sessionId);
        }
    }

    /** Continues with the next part of the message. */
    private static void goOn(MessageCursor cursor, int bytes) {
        if (bytes < cursor.unitBytesMax()) {
            cursor.nextUnit(bytes, PROTOCOL_ID_LENGTH + 1);
        }
    }

    /** Decrypts a message and reads it; false where its content stays unknown. */
    private boolean decrypt(MessageCursor cursor, ByteWindow message, SmbSession session, Moment now) {
        int bytes = unsealed(cursor, message, session);
        if (bytes < 0) {
            refuse(cursor, session, now);
            return false;
        }
        shared.ledger.count(Count.SMB_DECRYPTED_MESSAGES);
        shared.decryptedBytes += bytes;
        session.failedInARow = 0;
        inner.onDecrypted(cursor, bytes, now);
        return true;
    }

    /**
     * Decrypts a message. Returns the length of its content; -1 where the key does not fit, or was dropped while the
     * message was gathered.
     */
    private int unsealed(MessageCursor cursor, ByteWindow message, SmbSession session) {
        if (session.cipherKeys == null) {
            return -1;
        }
        boolean fromClient = cursor.side() == Side.CLIENT;
        int bytes = shared.unsealer()
                .unseal(message, fromClient, session.cipherKeys, shared.decrypted.room(message.length()));
        if (bytes < 0) {
            shared.ledger.note(Anomaly.SMB_DECRYPTION_FAILED);
            session.failedByGeneration = shared.secretsGeneration;
            if (++session.failedInARow >= FAILED_IN_A_ROW_MAX) {
                session.cipherKeys = null; // stop spending work on a wrong key
            }
        }
        return bytes;
    }

    /** The content of an encrypted message stays unknown. */
    private void refuse(MessageCursor cursor, SmbSession session, Moment now) {
        connection.unseenChanges().messagesLost();
        connection.noteMessagesLost(cursor.side(), now);
        shared.sessions.blind(session, BlindReason.ENCRYPTED, now);
    }

    private void onCompressed(MessageCursor cursor, ByteWindow head, Moment now) {
        gathering[cursor.side().ordinal()] = null;
        boolean whole = head.length() == cursor.unitBytesMax();
        if (!whole) {
            if (!cursor.gatherWhole(cursor.unitBytesMax())) {
                refuse(cursor, now);
            }
            return;
        }
        shared.ledger.count(Count.SMB_COMPRESSED_MESSAGES);
        Anomaly fault = shared.decompressor.expand(head);
        if (fault == null) {
            inner.onDecompressed(cursor, now);
        } else {
            shared.ledger.note(fault);
            refuse(cursor, now);
        }
    }

    /** The content of a compressed message stays unknown. */
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
