package io.sharetap.compression;

import static io.sharetap.base.FuzzWork.require;

import io.netty.buffer.Unpooled;
import io.sharetap.base.Anomaly;
import io.sharetap.base.ByteWindow;
import io.sharetap.base.FuzzWork;
import java.util.Arrays;

/**
 * What all targets of this room check: a codec fills its part of the output and not a byte beside it, or says what is
 * wrong; what it does depends on its input alone; no more is allocated than the buffers that it is given.
 */
final class CodecFuzz {
    private static final int MARGIN = 16;
    private static final int OUTPUT_MAX = 1 << 18;
    private static final int ALLOCATED_MAX = 8 << 20;
    private static final byte UNTOUCHED = 0x5A;

    private CodecFuzz() {}

    /** Input: three bytes of how many bytes it is to expand to, then what is compressed. */
    static void codec(Codec codec, byte[] input) {
        if (input.length >= 3) {
            int wanted = (Bytes.u16le(input, 0) | Bytes.u8(input, 2) << 16) % OUTPUT_MAX;
            FuzzWork.bounded(ALLOCATED_MAX, () -> {
                byte[] first = expand(codec, input, wanted, (byte) 0);
                byte[] second = expand(codec, input, wanted, (byte) -1);
                require(Arrays.equals(first, second), "what lay in the output before shows through");
            });
        }
    }

    private static byte[] expand(Codec codec, byte[] input, int wanted, byte before) {
        byte[] output = new byte[wanted + 2 * MARGIN];
        Arrays.fill(output, UNTOUCHED);
        Arrays.fill(output, MARGIN, MARGIN + wanted, before);
        Anomaly fault = codec.expand(input, 3, input.length, output, MARGIN, MARGIN + wanted);
        for (int i = 0; i < MARGIN; i++) {
            require(output[i] == UNTOUCHED && output[output.length - 1 - i] == UNTOUCHED, "written beside its part");
        }
        return fault == null ? output : fault.name().getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    }

    /** Input: a whole message, without its protocol identifier. */
    static void message(byte[] input) {
        FuzzWork.bounded(ALLOCATED_MAX, () -> {
            byte[] message = new byte[4 + input.length];
            message[0] = (byte) 0xFC;
            System.arraycopy(input, 0, message, 4, input.length);
            Decompressor decompressor = new Decompressor(OUTPUT_MAX);
            ByteWindow window = new ByteWindow().wrap(Unpooled.wrappedBuffer(message), 0, message.length);
            Anomaly fault = decompressor.expand(window);
            int length = decompressor.plain(new ByteWindow()).length();
            require(fault == null || length == 0, "a refused message left something");
            require(length <= OUTPUT_MAX, "more than is allowed");
            require(fault == null || fault.room().equals("compression"), "another room's anomaly");
        });
    }
}
