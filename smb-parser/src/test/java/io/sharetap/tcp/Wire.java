package io.sharetap.tcp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.sharetap.frame.Segment;
import io.sharetap.frame.SegmentSink;
import java.nio.charset.StandardCharsets;

/** Makes the segments of one connection and sends them into a reassembler. */
final class Wire {
    static final long MILLI = 1_000_000L;
    static final int CLIENT_PORT = 50_000;

    private static final long IPV4 = 0xFFFF_0000_0000L;

    final SegmentSink sink;
    int clientIsn = 1_000;
    int serverIsn = 9_000;
    long nanos = 1_700_000_000_000_000_000L;
    long frame;
    int clientPort = CLIENT_PORT;
    int serverPort = 445;
    long clientAddress = IPV4 | 0x0A00_0001;
    long serverAddress = IPV4 | 0x0A00_0002;
    boolean acknowledges = true;
    private long clockNanos;
    int clientAcknowledges;
    int serverAcknowledges;

    Wire(SegmentSink sink) {
        this.sink = sink;
    }

    Wire handshake() {
        syn();
        synAck();
        client(0, "");
        return this;
    }

    Wire syn() {
        return send(true, clientIsn, 0, Segment.SYN, "", 0);
    }

    Wire synAck() {
        return send(false, serverIsn, clientIsn + 1, Segment.SYN | Segment.ACK, "", 0);
    }

    /** The client sends text whose first byte is the stream's byte {@code at}. */
    Wire client(int at, String text) {
        return send(true, clientIsn + 1 + at, serverIsn + 1 + clientAcknowledges, ackFlag(), text, 0);
    }

    Wire server(int at, String text) {
        return send(false, serverIsn + 1 + at, clientIsn + 1 + serverAcknowledges, ackFlag(), text, 0);
    }

    /** The server acknowledges the client's bytes before {@code at}. */
    Wire serverAcknowledges(int at) {
        serverAcknowledges = at;
        return server(0, "");
    }

    Wire clientCut(int at, String text, int missingTailBytes) {
        return send(true, clientIsn + 1 + at, serverIsn + 1 + clientAcknowledges, Segment.ACK, text, missingTailBytes);
    }

    Wire clientFin(int at) {
        return send(true, clientIsn + 1 + at, serverIsn + 1, Segment.FIN | Segment.ACK, "", 0);
    }

    Wire serverFin(int at) {
        return send(false, serverIsn + 1 + at, clientIsn + 1, Segment.FIN | Segment.ACK, "", 0);
    }

    Wire clientReset(int at) {
        return send(true, clientIsn + 1 + at, 0, Segment.RST, "", 0);
    }

    Wire serverReset(int at) {
        return send(false, serverIsn + 1 + at, 0, Segment.RST, "", 0);
    }

    Wire pause(long pauseNanos) {
        nanos += pauseNanos;
        return this;
    }

    private int ackFlag() {
        return acknowledges ? Segment.ACK : 0;
    }

    Wire send(boolean fromClient, int sequence, int acknowledgment, int flags, String text, int missingTailBytes) {
        Segment segment = segment(fromClient, sequence, acknowledgment, flags, bytes(text), missingTailBytes);
        deliver(segment);
        return this;
    }

    void deliver(Segment segment) {
        segment.epochNanos = nanos;
        clockNanos = Math.max(clockNanos, nanos);
        segment.clockNanos = clockNanos;
        segment.frameNumber = ++frame;
        sink.onSegment(segment);
    }

    Segment segment(
            boolean fromClient, int sequence, int acknowledgment, int flags, byte[] payload, int missingTailBytes) {
        Segment segment = new Segment();
        segment.sourceLow = fromClient ? clientAddress : serverAddress;
        segment.destinationLow = fromClient ? serverAddress : clientAddress;
        segment.sourcePort = fromClient ? clientPort : serverPort;
        segment.destinationPort = fromClient ? serverPort : clientPort;
        segment.sourceMac = fromClient ? 0xC : 0x5;
        segment.destinationMac = fromClient ? 0x5 : 0xC;
        segment.vlanId = Segment.NONE;
        segment.sequence = sequence;
        segment.acknowledgment = acknowledgment;
        segment.flags = flags;
        ByteBuf memory = Unpooled.wrappedBuffer(payload.length == 0 ? new byte[1] : payload);
        segment.payload.wrap(memory, 0, payload.length);
        segment.missingTailBytes = missingTailBytes;
        return segment;
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
