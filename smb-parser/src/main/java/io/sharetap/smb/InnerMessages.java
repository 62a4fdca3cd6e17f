package io.sharetap.smb;

import io.sharetap.base.Anomaly;
import io.sharetap.base.ByteWindow;
import io.sharetap.base.Moment;
import io.sharetap.tcp.Side;

/**
 * Takes the plain message that was made out of an encrypted or compressed one, and has it read as if it had come off
 * the wire at this moment from this side. The readers are those of the connection, so that requests in the clear and
 * answers that were encrypted come together.
 *
 * <p>An encrypted message may hold a compressed one ([MS-SMB2] 3.1.4.4), and either holds SMB2: nothing is nested
 * further.
 *
 * <pre>
 *   wire        encrypted -----------> onDecrypted -> SMB2
 *                                          |
 *                                          v
 *   wire        compressed ----------> onDecompressed -> SMB2
 * </pre>
 */
final class InnerMessages {
    private final SmbConversation conversation;
    private final ConnectionState connection;
    private final SmbState shared;
    private final ByteWindow expanded = new ByteWindow();
    private final MessageCursor[] wholes = new MessageCursor[Side.values().length];
    private final MessageCursor[] decrypted = new MessageCursor[Side.values().length];
    private final MessageCursor[] decompressed = new MessageCursor[Side.values().length];

    InnerMessages(SmbConversation conversation, ConnectionState connection, SmbState shared) {
        this.conversation = conversation;
        this.connection = connection;
        this.shared = shared;
    }

    /**
     * Reads what an encrypted message held: the first {@code bytes} of {@link SmbState#decrypted}, whose tag was
     * verified.
     *
     * @param outer shows the encrypted message
     */
    void onDecrypted(MessageCursor outer, int bytes, Moment now) {
        shared.readsDecrypted = true;
        try {
            read(decrypted, outer.side(), shared.decrypted.message(bytes), outer, now);
        } finally {
            shared.readsDecrypted = false;
        }
    }

    /**
     * Reads what {@link SmbState#decompressor} expanded last, whether that message came encrypted or not.
     *
     * @param outer shows the compressed message
     */
    void onDecompressed(MessageCursor outer, Moment now) {
        read(decompressed, outer.side(), shared.decompressor.plain(expanded), outer, now);
    }

    /**
     * Reads a whole message from the wire that another reader has looked at first. Its window is not the one that all
     * connections share.
     */
    void onWhole(Side from, ByteWindow message, Moment now) {
        read(wholes, from, message, null, now);
    }

    private void read(MessageCursor[] cursors, Side from, ByteWindow message, MessageCursor outer, Moment now) {
        int protocolId = message.length() < Integer.BYTES ? 0 : message.i32be(0);
        boolean maybe =
                protocolId == SmbConversation.SMB2 || protocolId == SmbConversation.COMPRESSION && cursors == decrypted;
        if (!maybe) {
            shared.ledger.note(Anomaly.SMB_TRANSFORM_NESTED);
            connection.unseenChanges().messagesLost();
            connection.noteMessagesLost(from, now);
            return;
        }
        MessageCursor cursor = cursors[from.ordinal()];
        if (cursor == null) {
            MessageCursor.Source source =
                    cursors == wholes ? MessageCursor.Source.GATHERED : MessageCursor.Source.INSIDE;
            cursor = new MessageCursor(from, source, shared, connection.hosts);
            cursors[from.ordinal()] = cursor;
        }
        cursor.onMessage(message.length(), conversation.readerOf(protocolId), outer, now);
        cursor.onBytes(message, now);
    }
}
