package io.sharetap.smb;

import io.sharetap.base.Anomaly;
import io.sharetap.base.ByteWindow;
import io.sharetap.base.Count;
import io.sharetap.base.Moment;
import io.sharetap.smb.SessionSink.BlindReason;

/**
 * Takes encrypted ([MS-SMB2] 2.2.41) and compressed (2.2.42) messages. Of encrypted ones it says of which session they
 * are; what is inside stays unread. Compressed ones are expanded and read; where they cannot be, the session is blind.
 */
final class TransformReader implements ProtocolReader {
    private static final int ENCRYPTED_FIRST_BYTE = 0xFD;
    private static final int PROTOCOL_ID_LENGTH = 4;
    private static final int TRANSFORM_HEADER_LENGTH = 52;
    private static final int SESSION_ID_AT = 44; // SessionId, u64

    private final ConnectionState connection;
    private final SmbState shared;
    private final InnerMessages inner;

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
            shared.ledger.count(Count.SMB_ENCRYPTED_MESSAGES);
            shared.sessions.blind(connection.session(head.i64le(SESSION_ID_AT), now), BlindReason.ENCRYPTED, now);
        }
    }

    private void onCompressed(MessageCursor cursor, ByteWindow head, Moment now) {
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
        if (cursor.gathersWhole()) {
            refuse(cursor, now);
        } else {
            connection.noteMessagesLost(cursor.side(), now);
        }
    }
}
