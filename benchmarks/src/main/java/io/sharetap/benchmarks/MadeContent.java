package io.sharetap.benchmarks;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;

/** Makes content of files. */
final class MadeContent {
    private static final int PE_AT = 0x80;
    private static final int OPTIONAL_HEADER_BYTES = 224;
    private static final int SECTIONS_AT = PE_AT + 24 + OPTIONAL_HEADER_BYTES;
    private static final int HEADERS_BYTES = 0x200;

    private MadeContent() {}

    /** Text. */
    static byte[] document(int bytes) {
        byte[] content = new byte[bytes];
        Arrays.fill(content, (byte) 'x');
        return content;
    }

    /**
     * The smallest image that is a PE: headers and one section without imports, filled with noise.
     *
     * @param bytes 1,024 at least
     */
    static byte[] program(int bytes) {
        byte[] content = new byte[bytes];
        new Random(bytes).nextBytes(content);
        Arrays.fill(content, 0, HEADERS_BYTES, (byte) 0);
        ByteBuffer image = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        image.putShort(0, (short) 0x5A4D).putInt(0x3C, PE_AT); // e_magic, e_lfanew
        image.putInt(PE_AT, 0x4550).putShort(PE_AT + 4, (short) 0x14C).putShort(PE_AT + 6, (short) 1);
        image.putShort(PE_AT + 20, (short) OPTIONAL_HEADER_BYTES).putShort(PE_AT + 22, (short) 0x102);
        int optional = PE_AT + 24;
        image.putShort(optional, (short) 0x10B).putInt(optional + 32, 0x1000).putInt(optional + 36, 0x200);
        image.putInt(optional + 56, 0x1000 + bytes)
                .putInt(optional + 60, HEADERS_BYTES)
                .putInt(optional + 92, 16);
        image.putInt(SECTIONS_AT, 0x7865_742E); // ".tex"
        image.putInt(SECTIONS_AT + 8, bytes - HEADERS_BYTES).putInt(SECTIONS_AT + 12, 0x1000);
        image.putInt(SECTIONS_AT + 16, bytes - HEADERS_BYTES).putInt(SECTIONS_AT + 20, HEADERS_BYTES);
        return content;
    }
}
