package io.sharetap.compression;

import static io.sharetap.base.Anomaly.COMPRESSION_LENGTH_INVALID;
import static io.sharetap.base.Anomaly.COMPRESSION_MATCH_BEFORE_START;
import static io.sharetap.base.Anomaly.COMPRESSION_OUTPUT_LONG;
import static io.sharetap.base.Anomaly.COMPRESSION_OUTPUT_SHORT;
import static io.sharetap.base.Anomaly.COMPRESSION_TRUNCATED;

import io.sharetap.base.Anomaly;

/**
 * Plain LZ77 ([MS-XCA] 2.3 and 2.4): 32 flags, highest first, before each 32 elements. A set flag marks a reference of
 * two bytes: 13 bits of distance and three of length. Longer lengths continue in half a byte (two references share a
 * byte), a byte, two bytes, four bytes.
 */
final class Lz77 implements Codec {
    private static final int FLAGS = 32;
    private static final int LENGTH_MIN = 3;
    private static final int IN_THREE_BITS = 7;
    private static final int IN_HALF_BYTE = 15;
    private static final int IN_BYTE = 255;

    private int in;
    private int halfByteAt; // index of the byte whose upper half the next long length uses; -1: none

    @Override
    public Anomaly expand(byte[] input, int from, int to, byte[] output, int start, int end) {
        in = from;
        halfByteAt = -1;
        int out = start;
        int flags = 0;
        int flagsLeft = 0;
        while (in < to) {
            if (flagsLeft == 0) {
                if (to - in < 4) {
                    return COMPRESSION_TRUNCATED;
                }
                flags = Bytes.i32le(input, in);
                in += 4;
                flagsLeft = FLAGS;
                continue; // flags alone may end the input
            }
            flagsLeft--;
            if ((flags >>> flagsLeft & 1) == 0) {
                if (out == end) {
                    return COMPRESSION_OUTPUT_LONG;
                }
                output[out++] = input[in++];
                continue;
            }
            if (to - in < 2) {
                return COMPRESSION_TRUNCATED;
            }
            int word = Bytes.u16le(input, in);
            in += 2;
            int distance = (word >>> 3) + 1;
            long length = word & IN_THREE_BITS;
            if (length == IN_THREE_BITS) {
                length = longLength(input, to);
                if (length < 0) {
                    return length == CUT ? COMPRESSION_TRUNCATED : COMPRESSION_LENGTH_INVALID;
                }
            }
            length += LENGTH_MIN;
            if (distance > out - start) {
                return COMPRESSION_MATCH_BEFORE_START;
            }
            if (length > end - out) {
                return COMPRESSION_OUTPUT_LONG;
            }
            Copies.copy(output, out, distance, (int) length);
            out += (int) length;
        }
        return out == end ? null : COMPRESSION_OUTPUT_SHORT;
    }

    private static final long CUT = -1;
    private static final long TOO_SMALL = -2;

    /** The length less three, where three bits are too few for it; negative: what is wrong. */
    private long longLength(byte[] input, int to) {
        int half;
        if (halfByteAt < 0) {
            if (in >= to) {
                return CUT;
            }
            halfByteAt = in;
            half = Bytes.u8(input, in++) & 0xF;
        } else {
            half = Bytes.u8(input, halfByteAt) >>> 4;
            halfByteAt = -1;
        }
        if (half < IN_HALF_BYTE) {
            return half + IN_THREE_BITS;
        }
        if (in >= to) {
            return CUT;
        }
        int one = Bytes.u8(input, in++);
        if (one < IN_BYTE) {
            return one + IN_HALF_BYTE + IN_THREE_BITS;
        }
        if (to - in < 2) {
            return CUT;
        }
        long whole = Bytes.u16le(input, in);
        in += 2;
        if (whole == 0) {
            if (to - in < 4) {
                return CUT;
            }
            whole = Bytes.i32le(input, in) & 0xFFFF_FFFFL;
            in += 4;
        }
        return whole < IN_HALF_BYTE + IN_THREE_BITS ? TOO_SMALL : whole;
    }
}
