package io.sharetap.rpc;

import io.sharetap.base.ByteWindow;
import io.sharetap.base.Moment;
import io.sharetap.tcp.Connection;
import io.sharetap.tcp.EndReason;
import io.sharetap.tcp.Side;
import io.sharetap.tcp.StreamSink;

/**
 * Takes new connections and tells those of DCE/RPC from those of SMB: by the server's port or, where that is neither of
 * SMB's own, by the first byte. In DCE/RPC that is the version, 5; in SMB it is a type of NetBIOS.
 */
public final class RpcStreams implements StreamSink.Opener {
    private static final int DIRECT_TCP = 445;
    private static final int NETBIOS_SESSION = 139;
    private static final int MAPPER = 135;
    private static final int VERSION = 5;

    private final RpcDecoder calls;
    private final StreamSink.Opener smb;

    /** @param smb takes the connections that carry SMB */
    public RpcStreams(RpcDecoder calls, StreamSink.Opener smb) {
        this.calls = calls;
        this.smb = smb;
    }

    @Override
    public StreamSink onConnection(Connection connection, Moment now) {
        boolean known = connection.serverPort() == DIRECT_TCP || connection.serverPort() == NETBIOS_SESSION;
        return known ? smb.onConnection(connection, now) : new Either(connection);
    }

    @Override
    public void onExpected(Connection connection) {
        if (connection.serverPort() != MAPPER) {
            smb.onExpected(connection);
        }
    }

    @Override
    public void onExpectedCame(Connection connection) {
        if (connection.serverPort() != MAPPER) {
            smb.onExpectedCame(connection);
        }
    }

    /** A connection of either protocol, until its first byte tells which. */
    private final class Either implements StreamSink {
        private final Connection connection;
        private StreamSink messages;
        private RpcConversation conversation;
        private boolean heldUp;

        Either(Connection connection) {
            this.connection = connection;
        }

        private void decide(boolean isCalls, Moment now) {
            if (isCalls) {
                conversation = calls.conversation(connection);
            } else {
                messages = smb.onConnection(connection, now);
                if (heldUp) {
                    messages.onHeldUp(true);
                }
            }
        }

        @Override
        public void onBytes(Side from, ByteWindow bytes, Moment now) {
            if (messages == null && conversation == null) {
                decide(connection.serverPort() == MAPPER || bytes.u8(0) == VERSION, now);
            }
            if (messages != null) {
                messages.onBytes(from, bytes, now);
            } else {
                conversation.onBytes(from, bytes, now);
            }
        }

        @Override
        public void onGap(Side from, long gapBytes, Moment now) {
            if (messages == null && conversation == null) {
                decide(connection.serverPort() == MAPPER, now);
            }
            if (messages != null) {
                messages.onGap(from, gapBytes, now);
            } else {
                conversation.onGap(from);
            }
        }

        @Override
        public void onHeldUp(boolean nowHeldUp) {
            heldUp = nowHeldUp;
            if (messages != null) {
                messages.onHeldUp(nowHeldUp);
            }
        }

        @Override
        public void onEnd(EndReason reason, Moment now) {
            if (messages != null) {
                messages.onEnd(reason, now);
            } else if (conversation != null) {
                conversation.onEnd(now);
            }
        }
    }
}
