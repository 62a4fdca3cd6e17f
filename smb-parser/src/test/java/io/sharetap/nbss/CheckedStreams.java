package io.sharetap.nbss;

import static io.sharetap.base.FuzzWork.require;

import io.sharetap.base.ByteWindow;
import io.sharetap.base.Count;
import io.sharetap.base.Ledger;
import io.sharetap.base.Limits;
import io.sharetap.base.Moment;
import io.sharetap.frame.Segment;
import io.sharetap.tcp.Connection;
import io.sharetap.tcp.EndReason;
import io.sharetap.tcp.Reassembler;
import io.sharetap.tcp.Side;
import io.sharetap.tcp.StreamSink;

/** Leads segments through {@code tcp} and {@code nbss}, and holds both to what their sinks promise. */
final class CheckedStreams {
    private final Limits limits;
    private final Ledger ledger = new Ledger();
    private final NbssFramer framer = new NbssFramer(ledger, (connection, now) -> new CheckedMessages());
    private final Reassembler reassembler;
    private long givenBytes;
    private long streamBytes;
    private long gapBytes;
    private long connections;
    private long ended;
    private long messagesEnded;

    CheckedStreams(Limits limits) {
        this.limits = limits;
        reassembler = new Reassembler(
                limits,
                ledger,
                (connection, now) -> new CheckedStream(connection, framer.onConnection(connection, now)));
    }

    void onSegment(Segment segment) {
        givenBytes += segment.payload.length();
        reassembler.onSegment(segment);
        require(reassembler.heldBytes() <= limits.reorderBytesMax(), "held: " + reassembler.heldBytes());
        require(reassembler.connections() <= limits.connectionsMax(), "connections: " + reassembler.connections());
        require(streamBytes <= givenBytes, "more bytes came out than went in");
    }

    void end() {
        reassembler.onEndOfInput();
        require(reassembler.heldBytes() == 0, "held at the end: " + reassembler.heldBytes());
        require(reassembler.connections() == 0, "connections at the end: " + reassembler.connections());
        require(ended == connections && messagesEnded == ended, ended + " of " + connections + " ended");
        require(ledger.of(Count.CONNECTIONS) == connections, "counted: " + ledger.of(Count.CONNECTIONS));
        require(ledger.of(Count.GAP_BYTES) == gapBytes, "gaps counted: " + ledger.of(Count.GAP_BYTES));
    }

    private final class CheckedStream implements StreamSink {
        private final StreamSink next;
        private boolean over;

        CheckedStream(Connection connection, StreamSink next) {
            this.next = next;
            require(connection.number() == ++connections, "number " + connection.number());
            require(connection.clientPort() != connection.serverPort(), "client and server are one");
        }

        @Override
        public void onBytes(Side from, ByteWindow bytes, Moment now) {
            require(!over && bytes.length() > 0, "bytes: " + bytes.length());
            streamBytes += bytes.length();
            next.onBytes(from, bytes, now);
        }

        @Override
        public void onGap(Side from, long gap, Moment now) {
            require(!over && gap > 0, "a gap of " + gap);
            gapBytes += gap;
            next.onGap(from, gap, now);
        }

        @Override
        public void onEnd(EndReason reason, Moment now) {
            require(!over, "ended twice");
            over = true;
            ended++;
            next.onEnd(reason, now);
        }
    }

    private final class CheckedMessages implements MessageSink {
        private final int[] left = new int[2];
        private boolean over;

        @Override
        public void onMessage(Side from, int messageBytes, Moment now) {
            require(!over && messageBytes > 0 && messageBytes <= 0xFF_FFFF, "a message of " + messageBytes);
            require(left[from.ordinal()] == 0, "a message within one");
            left[from.ordinal()] = messageBytes;
        }

        @Override
        public void onBytes(Side from, ByteWindow bytes, Moment now) {
            take(from, bytes.length());
        }

        @Override
        public void onGap(Side from, int gap, Moment now) {
            take(from, gap);
        }

        private void take(Side from, int bytes) {
            require(!over && bytes > 0 && bytes <= left[from.ordinal()], bytes + " of " + left[from.ordinal()]);
            left[from.ordinal()] -= bytes;
        }

        @Override
        public void onAbandoned(Side from, Moment now) {
            require(!over, "abandoned behind the end");
            left[from.ordinal()] = 0;
        }

        @Override
        public void onEnd(EndReason reason, Moment now) {
            require(!over, "ended twice");
            over = true;
            messagesEnded++;
        }
    }
}
