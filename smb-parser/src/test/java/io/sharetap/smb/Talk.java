package io.sharetap.smb;

import io.netty.buffer.Unpooled;
import io.sharetap.base.Anomaly;
import io.sharetap.base.ByteWindow;
import io.sharetap.base.Ledger;
import io.sharetap.base.Limits;
import io.sharetap.base.Moment;
import io.sharetap.nbss.MessageSink;
import io.sharetap.tcp.Connection;
import io.sharetap.tcp.EndReason;
import io.sharetap.tcp.Side;
import io.sharetap.unseal.Secrets;
import java.util.function.Supplier;

/** Drives the decoder of a test: each message is a call, the clock is the test's, connections are told by number. */
final class Talk {
    static final long SECOND = 1_000_000_000L;
    private static final long CLIENT_LOW = 0xFFFF_0A00_0002L;

    final RecordingSink sink = new RecordingSink();
    final Ledger ledger = new Ledger();
    final Smb2Messages smb2 = new Smb2Messages();
    final Moment now = new Moment().set(SECOND, 1);
    private final SmbDecoder decoder;
    private final ByteWindow window = new ByteWindow();
    private final MessageSink[] connections = new MessageSink[128];
    private int current = 1;
    private boolean handshakeSeen = true;
    private int pieceBytes = Integer.MAX_VALUE;
    private long serverLow = 0xFFFF_0A00_0001L;

    Talk() {
        this(Limits.defaults());
    }

    Talk(Limits limits) {
        this(limits, null);
    }

    /** The same, and keys are given. */
    Talk(Limits limits, Supplier<Secrets> secrets) {
        decoder = new SmbDecoder(limits, ledger, sink, sink, PipeSink.NONE, secrets);
    }

    /** Messages are handed over in pieces of this length from now on. */
    Talk inPiecesOf(int bytes) {
        pieceBytes = bytes;
        return this;
    }

    /** What follows happens on this connection. */
    Talk on(int connection) {
        current = connection;
        return this;
    }

    /** Connections are picked up in the middle from now on. */
    Talk withoutHandshake() {
        handshakeSeen = false;
        return this;
    }

    Talk withServer(long low) {
        serverLow = low;
        return this;
    }

    Talk later(long seconds) {
        now.set(now.epochNanos() + seconds * SECOND, now.frameNumber() + 1);
        return this;
    }

    long heldBytes() {
        return decoder.heldBytes();
    }

    long decryptedBytes() {
        return decoder.decryptedBytes();
    }

    /** The client sends messages. */
    Talk client(byte[]... messages) {
        return send(Side.CLIENT, messages);
    }

    /** The server sends messages. */
    Talk server(byte[]... messages) {
        return send(Side.SERVER, messages);
    }

    private Talk send(Side side, byte[]... messages) {
        for (byte[] message : messages) {
            begin(side, message.length);
            for (int at = 0; at < message.length; at += pieceBytes) {
                piece(side, message, at, Math.min(pieceBytes, message.length - at));
            }
        }
        return this;
    }

    /** The client sends a message of which {@code gapBytes} from {@code gapAt} on are missing. */
    Talk clientWithGap(byte[] message, int gapAt, int gapBytes) {
        return withGap(Side.CLIENT, message, gapAt, gapBytes);
    }

    Talk withGap(Side side, byte[] message, int gapAt, int gapBytes) {
        begin(side, message.length);
        if (gapAt > 0) {
            piece(side, message, 0, gapAt);
        }
        connection().onGap(side, gapBytes, now);
        if (gapAt + gapBytes < message.length) {
            piece(side, message, gapAt + gapBytes, message.length - gapAt - gapBytes);
        }
        return this;
    }

    Talk begin(Side side, int bytes) {
        now.set(now.epochNanos(), now.frameNumber() + 1);
        connection().onMessage(side, bytes, now);
        return this;
    }

    Talk piece(Side side, byte[] message, int at, int bytes) {
        connection().onBytes(side, window.wrap(Unpooled.wrappedBuffer(message), at, bytes), now);
        return this;
    }

    Talk abandoned(Side side) {
        connection().onAbandoned(side, now);
        return this;
    }

    Talk end(EndReason reason) {
        connection().onEnd(reason, now);
        connections[current] = null;
        return this;
    }

    /** The calls since the last time. */
    String calls() {
        return sink.take();
    }

    /** It is told what time it is. */
    Talk tick() {
        decoder.onTime(now);
        return this;
    }

    /** Forgets the calls so far. */
    Talk quiet() {
        sink.take();
        return this;
    }

    long noted(Anomaly anomaly) {
        return ledger.of(anomaly);
    }

    /** A dialect was agreed on, and tree 7 of session 0x51 is a share of files named {@code share}. */
    Talk connected() {
        server(smb2.negotiateAnswer(0x0311, 1 << 20));
        client(smb2.treeConnect(1, "\\\\server\\share"));
        server(smb2.treeConnectAnswer(1, 1));
        return quiet();
    }

    /** Connected, and FileId {@code fileId} is a new file of this path. */
    Talk opened(long fileId, String path) {
        client(smb2.create(1000 + fileId, path));
        server(smb2.createAnswer(1000 + fileId, fileId, 2, 0));
        return quiet();
    }

    private MessageSink connection() {
        if (connections[current] == null) {
            connections[current] = decoder.onConnection(
                    new Connection(
                            current, 0, CLIENT_LOW, 40_000 + current, 2, 0, serverLow, 445, 1, -1, handshakeSeen),
                    now);
        }
        return connections[current];
    }
}
