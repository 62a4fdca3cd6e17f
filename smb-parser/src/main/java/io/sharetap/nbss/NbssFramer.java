package io.sharetap.nbss;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.sharetap.base.ByteWindow;
import io.sharetap.base.Ledger;
import io.sharetap.base.Moment;
import io.sharetap.tcp.Connection;
import io.sharetap.tcp.StreamSink;

/**
 * Takes new connections and gives for each a framer of its two streams. Two messages that three segments carry:
 *
 * <pre>
 *   segments   | 00 00 00 50 FE 'S' 'M' | 'B' ... 00 00 | 01 40 FE 'S' 'M' 'B' ... |
 *   calls        -                        onMessage(80)    onMessage(320)
 *                                         onBytes(FE 'S' 'M' 'B')
 *                                         onBytes(76)      onBytes(320)
 * </pre>
 *
 * <p>A message's bytes are passed on where they lie in the segment; only a start that is cut within its first eight
 * bytes is put together. Where a stream is not what it should be, or its position is not known any more, the next
 * message is searched for, and the connection goes on with it.
 */
public final class NbssFramer implements StreamSink.Opener {
    private final Ledger ledger;
    private final MessageSink.Opener opener;
    private final Scratch scratch = new Scratch();

    public NbssFramer(Ledger ledger, MessageSink.Opener opener) {
        this.ledger = ledger;
        this.opener = opener;
    }

    @Override
    public StreamSink onConnection(Connection connection, Moment now) {
        MessageSink sink = opener.onConnection(connection, now);
        return new NbssConversation(sink, ledger, scratch, connection.handshakeSeen());
    }

    @Override
    public void onExpected(Connection connection) {
        opener.onExpected(connection);
    }

    @Override
    public void onExpectedCame(Connection connection) {
        opener.onExpectedCame(connection);
    }

    /**
     * Buffers that the conversations of one thread share: a window to pass on, and four bytes that were put together.
     */
    static final class Scratch {
        private final ByteWindow slice = new ByteWindow();
        private final ByteBuf protocolId = Unpooled.buffer(MessageStart.BYTES);

        ByteWindow slice(ByteWindow bytes, int from, int length) {
            return slice.wrap(bytes, from, length);
        }

        /** The last {@code length} bytes of {@code value}. */
        ByteWindow bytesOf(long value, int length) {
            protocolId.setLong(0, value);
            return slice.wrap(protocolId, MessageStart.BYTES - length, length);
        }
    }
}
