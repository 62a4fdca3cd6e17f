package io.sharetap.smb;

import io.sharetap.base.Anomaly;
import io.sharetap.base.ByteWindow;
import io.sharetap.base.Count;
import io.sharetap.base.Moment;
import io.sharetap.smb.SessionSink.BlindReason;

/**
 * Takes encrypted ([MS-SMB2] 2.2.41) and compressed (2.2.42) messages and says of which session they are; what is
 * inside stays unread.
 */
final class TransformReader implements ProtocolReader {
    private static final int ENCRYPTED_FIRST_BYTE = 0xFD;
    private static final int PROTOCOL_ID_LENGTH = 4;
    private static final int TRANSFORM_HEADER_LENGTH = 52;
    private static final int SESSION_ID_AT = 44; // SessionId, u64

    private final ConnectionState connection;
    private final SmbState shared;

    TransformReader(ConnectionState connection, SmbState shared) {
        this.connection = connection;
        this.shared = shared;
    }

    @Override
    public void onMessage(MessageCursor cursor, Moment now) {
        cursor.gather(PROTOCOL_ID_LENGTH + 1);
    }

    @Override
    public void onHead(MessageCursor cursor, ByteWindow head, Moment now) {
        if (head.u8(0) != ENCRYPTED_FIRST_BYTE) {
            shared.ledger.count(Count.SMB_COMPRESSED_MESSAGES);
            connection.blind(BlindReason.COMPRESSED, now);
        } else if (head.length() < TRANSFORM_HEADER_LENGTH) {
            cursor.gather(TRANSFORM_HEADER_LENGTH);
        } else {
            shared.ledger.count(Count.SMB_ENCRYPTED_MESSAGES);
            shared.sessions.blind(connection.session(head.i64le(SESSION_ID_AT), now), BlindReason.ENCRYPTED, now);
        }
    }

    @Override
    public void onHeadLost(MessageCursor cursor, Moment now) {
        shared.ledger.note(Anomaly.SMB_HEAD_LOST);
        connection.noteMessagesLost(cursor.side(), now);
    }
}
