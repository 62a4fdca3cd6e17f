package io.sharetap.benchmarks;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.sharetap.base.ByteWindow;

/** Holds one SMB message laid out as frames, from Ethernet to TCP; addresses and numbers are set before each use. */
final class MadeMessage {
    static final int HEADERS_BYTES = 14 + 20 + 20;
    private static final int PAYLOAD_BYTES = 1_460;
    private static final int STRIDE = HEADERS_BYTES + PAYLOAD_BYTES;
    private static final int NBSS_BYTES = 4;
    private static final int SERVER = 0x0AC8_0001;
    private static final int CLIENTS = 0x0A00_0001;
    private static final int CLIENT_PORT = 50_000;
    private static final int SMB_PORT = 445;
    private static final int ACK_PUSH = 0x18;

    private final boolean fromClient;
    private final int bytes;
    private final ByteBuf frames;
    private final ByteWindow frame = new ByteWindow();

    /** Takes a frame; valid during the call. */
    interface Sink {
        void onFrame(ByteWindow frame);
    }

    /** Lays out a message; one that is longer than a frame's payload continues in the next frames. */
    static MadeMessage of(boolean fromClient, byte[] smb) {
        ByteBuf stream =
                Unpooled.buffer(NBSS_BYTES + smb.length).writeInt(smb.length).writeBytes(smb);
        return new MadeMessage(fromClient, stream, ACK_PUSH);
    }

    /** A segment without data. */
    static MadeMessage bare(boolean fromClient, int flags) {
        return new MadeMessage(fromClient, Unpooled.EMPTY_BUFFER, flags);
    }

    private MadeMessage(boolean fromClient, ByteBuf stream, int flags) {
        this.fromClient = fromClient;
        bytes = stream.readableBytes();
        int count = Math.max(1, (bytes + PAYLOAD_BYTES - 1) / PAYLOAD_BYTES);
        frames = Unpooled.directBuffer(count * STRIDE).writeZero(count * STRIDE);
        for (int i = 0; i < count; i++) {
            int at = i * STRIDE;
            int payload = Math.min(PAYLOAD_BYTES, bytes - i * PAYLOAD_BYTES);
            frames.setShort(at + 12, 0x0800);
            frames.setByte(at + 14, 0x45).setShort(at + 16, 40 + payload);
            frames.setByte(at + 22, 64).setByte(at + 23, 6);
            frames.setShort(at + 34, fromClient ? CLIENT_PORT : SMB_PORT);
            frames.setShort(at + 36, fromClient ? SMB_PORT : CLIENT_PORT);
            frames.setByte(at + 46, 0x50).setByte(at + 47, flags).setShort(at + 48, 0xFFFF);
            frames.setBytes(at + HEADERS_BYTES, stream, i * PAYLOAD_BYTES, payload);
        }
    }

    /** Bytes of the stream that the message takes. */
    int streamBytes() {
        return bytes;
    }

    /** Sets eight bytes in its SMB header or body, within the first frame. */
    void set(int at, long value) {
        frames.setLongLE(HEADERS_BYTES + NBSS_BYTES + at, value);
    }

    /** Gives its frames for this connection and place in the stream. */
    void give(int connection, int sequence, int acknowledgment, Sink sink) {
        int client = CLIENTS + connection;
        int left = bytes;
        for (int at = 0; at < frames.capacity(); at += STRIDE) {
            frames.setInt(at + 26, fromClient ? client : SERVER).setInt(at + 30, fromClient ? SERVER : client);
            frames.setInt(at + 38, sequence + bytes - left).setInt(at + 42, acknowledgment);
            int payload = Math.min(left, PAYLOAD_BYTES);
            sink.onFrame(frame.wrap(frames, at, HEADERS_BYTES + payload));
            left -= payload;
        }
    }
}
