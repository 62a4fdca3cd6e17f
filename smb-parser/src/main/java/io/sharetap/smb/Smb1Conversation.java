package io.sharetap.smb;

import io.sharetap.base.ByteWindow;
import io.sharetap.base.Count;
import io.sharetap.base.Moment;

/** Takes the SMB1 messages of one connection ([MS-CIFS] 2.2.3.1). */
final class Smb1Conversation implements ProtocolReader {
    static final int HEADER_LENGTH = 32;

    private final ConnectionState connection;
    private final SmbState shared;

    Smb1Conversation(ConnectionState connection, SmbState shared) {
        this.connection = connection;
        this.shared = shared;
    }

    @Override
    public void onMessage(MessageCursor cursor, Moment now) {
        cursor.gather(HEADER_LENGTH);
    }

    @Override
    public void onHead(MessageCursor cursor, ByteWindow head, Moment now) {
        shared.ledger.count(Count.SMB_MESSAGES);
        connection.dialect = "1";
    }

    @Override
    public void onHeadLost(MessageCursor cursor, Moment now) {}
}
