package io.sharetap.compression;

import io.netty.buffer.Unpooled;
import io.sharetap.base.Anomaly;
import io.sharetap.base.ByteWindow;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;

/** Compressed messages put together by hand, and their expansion. */
final class Messages {
    static final int BYTES_MAX = 1 << 20;

    private Messages() {}

    static byte[] bytes(String hexadecimal) {
        return HexFormat.of().parseHex(hexadecimal.replace(" ", ""));
    }

    /** Unchained, with {@code plain} before what is compressed. */
    static byte[] unchained(int algorithm, long expandedBytes, byte[] plain, byte[] compressed) {
        return ByteBuffer.allocate(16 + plain.length + compressed.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(0x424D53FC)
                .putInt((int) expandedBytes)
                .putShort((short) algorithm)
                .putShort((short) 0)
                .putInt(plain.length)
                .put(plain)
                .put(compressed)
                .array();
    }

    /** Chained, of payloads that have their headers. */
    static byte[] chained(long expandedBytes, byte[]... payloads) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(0x424D53FC)
                .putInt((int) expandedBytes)
                .array());
        for (int i = 0; i < payloads.length; i++) {
            payloads[i][2] = (byte) (i == 0 ? 1 : 0);
            out.writeBytes(payloads[i]);
        }
        return out.toByteArray();
    }

    static byte[] payload(int algorithm, long length, byte[] content) {
        return ByteBuffer.allocate(8 + content.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort((short) algorithm)
                .putShort((short) 0)
                .putInt((int) length)
                .put(content)
                .array();
    }

    /** The plain message, or the anomaly that stands in its way. */
    static Object expanded(byte[] message) {
        Decompressor decompressor = new Decompressor(BYTES_MAX);
        Anomaly fault = decompressor.expand(new ByteWindow().wrap(Unpooled.wrappedBuffer(message), 0, message.length));
        return fault == null ? plainOf(decompressor) : fault;
    }

    static byte[] plainOf(Decompressor decompressor) {
        ByteWindow plain = decompressor.plain(new ByteWindow());
        byte[] bytes = new byte[plain.length()];
        plain.copyTo(0, bytes, 0, bytes.length);
        return bytes;
    }
}
