package io.sharetap.compression;

import static io.sharetap.base.Anomaly.COMPRESSION_ALGORITHM_UNKNOWN;
import static io.sharetap.base.Anomaly.COMPRESSION_HEADER_INVALID;
import static io.sharetap.base.Anomaly.COMPRESSION_OUTPUT_LONG;
import static io.sharetap.base.Anomaly.COMPRESSION_OUTPUT_SHORT;
import static io.sharetap.base.Anomaly.COMPRESSION_SIZE_REFUSED;
import static io.sharetap.base.Anomaly.COMPRESSION_TRUNCATED;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.sharetap.base.Anomaly;
import io.sharetap.base.ByteWindow;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/**
 * Takes whole COMPRESSION_TRANSFORM messages, in the unchained ([MS-SMB2] 2.2.42.1) and the chained form (2.2.42.2),
 * and gives each message as it was before it was compressed.
 *
 * <pre>
 * unchained | FC SMB | size | algorithm | 0 | offset | plain, offset bytes | compressed, expands to size |
 * chained   | FC SMB | size | algorithm | 1 | length | [expands to] payload | algorithm | 0 | length | payload ...
 * </pre>
 *
 * <p>Keeps one buffer for each direction of the copy, which grow to the largest message seen, at most
 * {@code messageBytesMax} each. One instance serves one worker.
 */
public final class Decompressor {
    private static final int SEGMENT_SIZE_AT = 4; // OriginalCompressedSegmentSize, u32
    private static final int ALGORITHM_AT = 8; // CompressionAlgorithm, u16
    private static final int FLAGS_AT = 10; // u16
    private static final int OFFSET_AT = 12; // u32, unchained only
    private static final int UNCHAINED_HEADER_LENGTH = 16;
    private static final int CHAIN_AT = 8; // the first payload header
    private static final int PAYLOAD_HEADER_LENGTH = 8; // algorithm, flags, length
    private static final int ORIGINAL_SIZE_LENGTH = 4;
    private static final int CHAINED = 1;
    private static final int PATTERN_LENGTH = 8; // pattern, three reserved bytes, repetitions

    private final int messageBytesMax;
    private final Map<Algorithm, Codec> codecs = new EnumMap<>(Algorithm.class);
    private byte[] input = new byte[0];
    private byte[] output = new byte[0];
    private ByteBuf plain = Unpooled.EMPTY_BUFFER;
    private int plainBytes;

    /** Refuses messages that announce more than {@code messageBytesMax} expanded bytes. */
    public Decompressor(int messageBytesMax) {
        this.messageBytesMax = messageBytesMax;
        codecs.put(Algorithm.LZNT1, new Lznt1());
        codecs.put(Algorithm.LZ77, new Lz77());
        codecs.put(Algorithm.LZ77_HUFFMAN, new Lz77Huffman());
        codecs.put(Algorithm.LZ4, new Lz4());
    }

    /**
     * Expands a message that begins with the protocol identifier 0xFC 'S' 'M' 'B'.
     *
     * @return null, and {@link #plain} shows the result; otherwise what is wrong with the message
     */
    public Anomaly expand(ByteWindow message) {
        plainBytes = 0;
        int length = message.length();
        if (length < UNCHAINED_HEADER_LENGTH) {
            return COMPRESSION_TRUNCATED;
        }
        long size = message.u32le(SEGMENT_SIZE_AT);
        boolean chained = message.u16le(FLAGS_AT) == CHAINED;
        long offset = chained ? 0 : message.u32le(OFFSET_AT);
        if (offset > length - UNCHAINED_HEADER_LENGTH) {
            return COMPRESSION_HEADER_INVALID;
        }
        // Both fields are u32: the sum of longs cannot wrap.
        if (size + offset > messageBytesMax || length > messageBytesMax) {
            return COMPRESSION_SIZE_REFUSED;
        }
        input = grown(input, length);
        message.copyTo(0, input, 0, length);
        int total = (int) (size + offset);
        output = grown(output, total);
        Anomaly fault =
                chained ? chain(length, total) : single(message.u16le(ALGORITHM_AT), length, (int) offset, total);
        if (fault == null) {
            if (plain.capacity() != output.length) {
                plain = Unpooled.wrappedBuffer(output);
            }
            plainBytes = total;
        }
        return fault;
    }

    /** Points {@code window} at the message that was expanded last; valid until the next call of {@link #expand}. */
    public ByteWindow plain(ByteWindow window) {
        return window.wrap(plain, 0, plainBytes);
    }

    /** Bytes of memory that the buffers take. */
    public long heldBytes() {
        return (long) input.length + output.length;
    }

    private Anomaly single(int number, int length, int offset, int total) {
        Algorithm algorithm = Algorithm.of(number);
        if (algorithm == null) {
            return COMPRESSION_ALGORITHM_UNKNOWN;
        }
        int from = UNCHAINED_HEADER_LENGTH + offset;
        System.arraycopy(input, UNCHAINED_HEADER_LENGTH, output, 0, offset);
        return part(algorithm, from, length, offset, total);
    }

    private Anomaly chain(int length, int total) {
        int at = CHAIN_AT;
        int out = 0;
        while (at < length) {
            if (length - at < PAYLOAD_HEADER_LENGTH) {
                return COMPRESSION_TRUNCATED;
            }
            Algorithm algorithm = Algorithm.of(Bytes.u16le(input, at));
            long payload = Bytes.i32le(input, at + 4) & 0xFFFF_FFFFL;
            at += PAYLOAD_HEADER_LENGTH;
            if (algorithm == null) {
                return COMPRESSION_ALGORITHM_UNKNOWN;
            }
            if (payload > length - at) {
                return COMPRESSION_TRUNCATED;
            }
            int end = at + (int) payload;
            if (algorithm.hasOriginalSize() && payload < ORIGINAL_SIZE_LENGTH
                    || algorithm == Algorithm.PATTERN_V1 && payload != PATTERN_LENGTH) {
                return COMPRESSION_HEADER_INVALID;
            }
            long expanded = expandedBytes(algorithm, at, (int) payload);
            if (expanded > total - out) {
                return COMPRESSION_OUTPUT_LONG;
            }
            int from = algorithm.hasOriginalSize() ? at + ORIGINAL_SIZE_LENGTH : at;
            Anomaly fault = part(algorithm, from, end, out, out + (int) expanded);
            if (fault != null) {
                return fault;
            }
            at = end;
            out += (int) expanded;
        }
        return out == total ? null : COMPRESSION_OUTPUT_SHORT;
    }

    private long expandedBytes(Algorithm algorithm, int at, int payload) {
        return switch (algorithm) {
            case NONE -> payload;
            case PATTERN_V1 -> Bytes.i32le(input, at + 4) & 0xFFFF_FFFFL;
            default -> Bytes.i32le(input, at) & 0xFFFF_FFFFL;
        };
    }

    /** Expands {@code input[from, to)} into {@code output[start, end)}. */
    private Anomaly part(Algorithm algorithm, int from, int to, int start, int end) {
        switch (algorithm) {
            case NONE:
                if (to - from != end - start) {
                    return to - from < end - start ? COMPRESSION_OUTPUT_SHORT : COMPRESSION_OUTPUT_LONG;
                }
                System.arraycopy(input, from, output, start, end - start);
                return null;
            case PATTERN_V1:
                return pattern(from, to, start, end);
            default:
                return codecs.get(algorithm).expand(input, from, to, output, start, end);
        }
    }

    /** Pattern_V1 ([MS-SMB2] 2.2.42.2.2): one byte, repeated. */
    private Anomaly pattern(int from, int to, int start, int end) {
        if (to - from != PATTERN_LENGTH) {
            return COMPRESSION_HEADER_INVALID;
        }
        if (Bytes.i32le(input, from + 4) != end - start) {
            return COMPRESSION_HEADER_INVALID;
        }
        Arrays.fill(output, start, end, input[from]);
        return null;
    }

    private byte[] grown(byte[] buffer, int bytes) {
        if (buffer.length >= bytes) {
            return buffer;
        }
        return new byte[(int) Math.min(messageBytesMax, Math.max(bytes, 2L * buffer.length))];
    }
}
