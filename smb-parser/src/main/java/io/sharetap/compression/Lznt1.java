package io.sharetap.compression;

import static io.sharetap.base.Anomaly.COMPRESSION_CHUNK_INVALID;
import static io.sharetap.base.Anomaly.COMPRESSION_MATCH_BEFORE_START;
import static io.sharetap.base.Anomaly.COMPRESSION_OUTPUT_LONG;
import static io.sharetap.base.Anomaly.COMPRESSION_OUTPUT_SHORT;
import static io.sharetap.base.Anomaly.COMPRESSION_TRUNCATED;

import io.sharetap.base.Anomaly;

/**
 * LZNT1 ([MS-XCA] 2.5): independent chunks of 4,096 bytes of output. In a chunk, a byte of flags precedes each eight
 * elements. A set flag marks a reference of two bytes, whose bits are divided between distance and length by how much
 * of the chunk is written.
 */
final class Lznt1 implements Codec {
    private static final int HEADER_LENGTH = 2;
    private static final int SIGNATURE = 3; // bits 12 to 14 of a chunk's header
    private static final int CHUNK_BYTES = 4_096;
    private static final int LENGTH_MIN = 3;
    private static final int DISTANCE_BITS_MIN = 4;

    @Override
    public Anomaly expand(byte[] input, int from, int to, byte[] output, int start, int end) {
        int in = from;
        int out = start;
        while (in < to) {
            if (to - in < HEADER_LENGTH) {
                return COMPRESSION_TRUNCATED;
            }
            int header = Bytes.u16le(input, in);
            if (header == 0) { // marks the end
                break;
            }
            in += HEADER_LENGTH;
            int chunkEnd = in + (header & 0xFFF) + 1;
            if ((header >>> 12 & 7) != SIGNATURE) {
                return COMPRESSION_CHUNK_INVALID;
            }
            if (chunkEnd > to) {
                return COMPRESSION_TRUNCATED;
            }
            // Only the last chunk may be shorter: otherwise the place of what follows would be a guess.
            if ((out - start) % CHUNK_BYTES != 0) {
                return COMPRESSION_CHUNK_INVALID;
            }
            int room = Math.min(end, out + CHUNK_BYTES);
            int reached = header >>> 15 == 0
                    ? plain(input, in, chunkEnd, output, out, room)
                    : chunk(input, in, chunkEnd, output, out, room);
            if (reached < 0) {
                return faultOf(reached, room, end);
            }
            in = chunkEnd;
            out = reached;
        }
        return out == end ? null : COMPRESSION_OUTPUT_SHORT;
    }

    private static final int ENDS_EARLY = -1;
    private static final int NO_ROOM = -2;
    private static final int BEFORE_START = -3;

    private static Anomaly faultOf(int reached, int room, int end) {
        return switch (reached) {
            case ENDS_EARLY -> COMPRESSION_TRUNCATED;
            case BEFORE_START -> COMPRESSION_MATCH_BEFORE_START;
            default -> room == end ? COMPRESSION_OUTPUT_LONG : COMPRESSION_CHUNK_INVALID;
        };
    }

    private static int plain(byte[] input, int from, int to, byte[] output, int at, int room) {
        if (to - from > room - at) {
            return NO_ROOM;
        }
        System.arraycopy(input, from, output, at, to - from);
        return at + to - from;
    }

    /** Expands one compressed chunk. Returns where its output ends, or a negative fault. */
    private static int chunk(byte[] input, int from, int to, byte[] output, int start, int room) {
        int in = from;
        int out = start;
        while (in < to) {
            int flags = Bytes.u8(input, in++);
            for (int bit = 0; bit < 8 && in < to; bit++) {
                if ((flags >>> bit & 1) == 0) {
                    if (out == room) {
                        return NO_ROOM;
                    }
                    output[out++] = input[in++];
                    continue;
                }
                if (to - in < 2) {
                    return ENDS_EARLY;
                }
                if (out == start) {
                    return BEFORE_START;
                }
                int word = Bytes.u16le(input, in);
                in += 2;
                int lengthBits = 16 - distanceBits(out - start);
                int distance = (word >>> lengthBits) + 1;
                int length = (word & (1 << lengthBits) - 1) + LENGTH_MIN;
                if (distance > out - start) {
                    return BEFORE_START;
                }
                if (length > room - out) {
                    return NO_ROOM;
                }
                Copies.copy(output, out, distance, length);
                out += length;
            }
        }
        return out;
    }

    /** As many bits as the distance to the chunk's begin needs, at least four. */
    private static int distanceBits(int done) {
        return Math.max(DISTANCE_BITS_MIN, 32 - Integer.numberOfLeadingZeros(done - 1));
    }
}
