package io.sharetap.smb;

import io.sharetap.base.Anomaly;
import io.sharetap.base.ByteWindow;
import io.sharetap.base.Moment;
import io.sharetap.nbss.MessageSink;
import io.sharetap.tcp.Connection;
import io.sharetap.tcp.EndReason;
import io.sharetap.tcp.Side;

/**
 * Takes the messages of one connection, tells by their first four bytes which protocol they belong to, and passes them
 * to its reader: a connection may begin in SMB1 and continue in SMB2 ([MS-SMB2] 3.3.5.3.1), and some messages may be
 * encrypted.
 */
final class SmbConversation implements MessageSink, ProtocolReader {
    private static final int PROTOCOL_ID_LENGTH = 4;
    private static final int SMB1 = 0xFF534D42;
    static final int SMB2 = 0xFE534D42;
    static final int TRANSFORM = 0xFD534D42;
    static final int COMPRESSION = 0xFC534D42;
    private static final long SEEN_AGAIN_NANOS = 3_600L * 1_000_000_000L;

    private final SmbState shared;
    private final ConnectionState state;
    private final MessageCursor client;
    private final MessageCursor server;
    private Smb1Conversation smb1;
    private Smb2Conversation smb2;
    private TransformReader transforms;
    private LogonFollower follower;
    private InnerMessages inner;
    private boolean seen;
    private long seenNanos;

    SmbConversation(Connection connection, SmbState shared) {
        this.shared = shared;
        state = new ConnectionState(connection, shared);
        client = new MessageCursor(Side.CLIENT, shared, state.hosts);
        server = new MessageCursor(Side.SERVER, shared, state.hosts);
    }

    @Override
    public void onMessage(Side from, int messageBytes, Moment now) {
        cursor(from).onMessage(messageBytes, this, now);
    }

    @Override
    public void onBytes(Side from, ByteWindow bytes, Moment now) {
        cursor(from).onBytes(bytes, now);
    }

    @Override
    public int bytesToPass(Side from) {
        return (from == Side.CLIENT ? client : server).bytesToPass();
    }

    @Override
    public void onPassed(Side from, int count, Moment now) {
        cursor(from).onPassed(count, now);
    }

    @Override
    public void onGap(Side from, int gapBytes, Moment now) {
        cursor(from).onGap(gapBytes, now);
    }

    @Override
    public void onAbandoned(Side from, Moment now) {
        cursor(from).abandon(now);
        state.unseenChanges().messagesLost();
        state.noteMessagesLost(from, now);
        if (seen) {
            state.blind(SessionSink.BlindReason.DESYNCHRONISED, now);
        }
    }

    @Override
    public void onHeldUp(boolean heldUp) {
        state.heldUp(heldUp);
    }

    @Override
    public void onEnd(EndReason reason, Moment now) {
        state.speaks();
        shared.age(now);
        if (reason == EndReason.FINISHED || reason == EndReason.RESET) {
            state.dropUnfinishedWrite(now);
        }
        client.abandon(now);
        server.abandon(now);
        if (reason == EndReason.EVICTED && seen) {
            state.blind(SessionSink.BlindReason.EVICTED, now);
        }
        if (smb1 != null) {
            smb1.onEnd(reason, now);
        }
        if (smb2 != null) {
            smb2.onEnd(reason, now);
        }
        if (follower != null) {
            follower.end();
        }
        state.end(reason, now);
    }

    @Override
    public void onMessage(MessageCursor cursor, Moment now) {
        cursor.gather(PROTOCOL_ID_LENGTH);
    }

    @Override
    public void onHead(MessageCursor cursor, ByteWindow head, Moment now) {
        ProtocolReader reader = readerOf(head.i32be(0));
        if (reader == null) {
            shared.ledger.note(Anomaly.SMB_PROTOCOL_UNKNOWN);
            return;
        }
        state.onMessageFrom(cursor.side());
        if (!seen || now.epochNanos() - seenNanos >= SEEN_AGAIN_NANOS) {
            seen = true;
            seenNanos = now.epochNanos();
            shared.news.onSmbSeen(state.connection, now);
        }
        cursor.handOver(reader, now);
    }

    @Override
    public void onHeadLost(MessageCursor cursor, Moment now) {
        shared.ledger.note(Anomaly.SMB_HEAD_LOST);
        state.noteMessagesLost(cursor.side(), now);
    }

    /** The reader for this protocol identifier; null: there is none. */
    ProtocolReader readerOf(int protocolId) {
        switch (protocolId) {
            case SMB2:
                return smb2();
            case SMB1:
                if (smb1 == null) {
                    smb1 = new Smb1Conversation(state, shared);
                }
                return smb1;
            case TRANSFORM, COMPRESSION:
                if (transforms == null) {
                    transforms = new TransformReader(state, shared, inner(), this);
                }
                return transforms;
            default:
                return null;
        }
    }

    /** The reader of SMB2. */
    private Smb2Conversation smb2() {
        if (smb2 == null) {
            smb2 = new Smb2Conversation(state, shared, this);
        }
        return smb2;
    }

    /** The follower of logons, which derives keys from them. */
    LogonFollower follower() {
        if (follower == null) {
            follower = new LogonFollower(state, shared, inner());
        }
        return follower;
    }

    private InnerMessages inner() {
        if (inner == null) {
            inner = new InnerMessages(this, state, shared);
        }
        return inner;
    }

    private MessageCursor cursor(Side from) {
        state.speaks();
        return from == Side.CLIENT ? client : server;
    }
}
