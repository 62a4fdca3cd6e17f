package io.sharetap.compression;

import static io.sharetap.base.Anomaly.COMPRESSION_LENGTH_INVALID;
import static io.sharetap.base.Anomaly.COMPRESSION_MATCH_BEFORE_START;
import static io.sharetap.base.Anomaly.COMPRESSION_OUTPUT_LONG;
import static io.sharetap.base.Anomaly.COMPRESSION_OUTPUT_SHORT;
import static io.sharetap.base.Anomaly.COMPRESSION_TRUNCATED;

import io.sharetap.base.Anomaly;

/**
 * LZ4's block format (lz4_Block_format.md of the LZ4 project): sequences of a token, literal bytes, and a reference of
 * two bytes; the last sequence has literals only.
 */
final class Lz4 implements Codec {
    private static final int IN_TOKEN = 15;
    private static final int LENGTH_MIN = 4;

    private int in;

    @Override
    public Anomaly expand(byte[] input, int from, int to, byte[] output, int start, int end) {
        in = from;
        int out = start;
        while (in < to) {
            int token = Bytes.u8(input, in++);
            long plain = length(token >>> 4, input, to);
            if (plain < 0 || plain > to - in) {
                return COMPRESSION_TRUNCATED;
            }
            if (plain > end - out) {
                return COMPRESSION_OUTPUT_LONG;
            }
            System.arraycopy(input, in, output, out, (int) plain);
            in += (int) plain;
            out += (int) plain;
            if (in == to) {
                return out == end ? null : COMPRESSION_OUTPUT_SHORT;
            }
            if (to - in < 2) {
                return COMPRESSION_TRUNCATED;
            }
            int distance = Bytes.u16le(input, in);
            in += 2;
            long length = length(token & IN_TOKEN, input, to);
            if (length < 0) {
                return COMPRESSION_TRUNCATED;
            }
            length += LENGTH_MIN;
            if (distance == 0) {
                return COMPRESSION_LENGTH_INVALID;
            }
            if (distance > out - start) {
                return COMPRESSION_MATCH_BEFORE_START;
            }
            if (length > end - out) {
                return COMPRESSION_OUTPUT_LONG;
            }
            Copies.copy(output, out, distance, (int) length);
            out += (int) length;
        }
        return COMPRESSION_TRUNCATED; // a sequence with a reference must be followed by another
    }

    /**
     * Reads a length that continues after the token's four bits, where these are all set: bytes of 255, then one below.
     * Returns -1 where it is cut off.
     */
    private long length(int inToken, byte[] input, int to) {
        long length = inToken;
        if (inToken == IN_TOKEN) {
            int more;
            do {
                if (in >= to) {
                    return -1;
                }
                more = Bytes.u8(input, in++);
                length += more;
            } while (more == 255);
        }
        return length;
    }
}
