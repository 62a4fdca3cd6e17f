package io.sharetap.compression;

import static io.sharetap.base.Anomaly.COMPRESSION_LENGTH_INVALID;
import static io.sharetap.base.Anomaly.COMPRESSION_MATCH_BEFORE_START;
import static io.sharetap.base.Anomaly.COMPRESSION_OUTPUT_LONG;
import static io.sharetap.base.Anomaly.COMPRESSION_TABLE_INVALID;
import static io.sharetap.base.Anomaly.COMPRESSION_TRUNCATED;

import io.sharetap.base.Anomaly;
import java.util.Arrays;

/**
 * LZ77 with Huffman codes ([MS-XCA] 2.1 and 2.2): blocks of 65,536 bytes of output, each after a table of the code
 * lengths of 512 symbols. Symbols below 256 are literal bytes; the others give the length of a reference and the number
 * of bits of its distance.
 *
 * <p>Codes come in words of 16 bits, of which two are read ahead. The bytes of long lengths lie between the words, at
 * the reader's position. So it matters when a word is fetched: as soon as fewer than 16 bits are left.
 */
final class Lz77Huffman implements Codec {
    private static final int TABLE_LENGTH = 256;
    private static final int SYMBOLS = 512;
    private static final int CODE_BITS_MAX = 15;
    private static final int BLOCK_BYTES = 65_536;
    private static final int FIRST_REFERENCE = 256;
    private static final int LENGTH_MIN = 3;
    private static final int IN_SYMBOL = 15;
    private static final int IN_BYTE = 255;

    private final byte[] codeBits = new byte[SYMBOLS];
    private final short[] symbolOfCode = new short[1 << CODE_BITS_MAX];
    private final int[] nextCode = new int[CODE_BITS_MAX + 2];

    private int in;
    private int inputEnd;
    private int bits; // the next bits of the input, at the top
    private int bitsBeyondWord; // how many more than 16 of these are valid
    private int wordsBeyondEnd; // how many words in {@code bits} lie behind the end of the input and are zeros

    @Override
    public Anomaly expand(byte[] input, int from, int to, byte[] output, int start, int end) {
        in = from;
        inputEnd = to;
        int out = start;
        while (out < end) {
            if (inputEnd - in < TABLE_LENGTH) {
                return COMPRESSION_TRUNCATED;
            }
            if (!readTable(input)) {
                return COMPRESSION_TABLE_INVALID;
            }
            startBits(input);
            long reached = block(input, output, start, out, end);
            if (reached < 0) {
                return FAULTS[(int) -reached];
            }
            out = (int) reached;
        }
        return null;
    }

    private static final Anomaly[] FAULTS = {
        null, COMPRESSION_TRUNCATED, COMPRESSION_MATCH_BEFORE_START, COMPRESSION_OUTPUT_LONG, COMPRESSION_LENGTH_INVALID
    };
    private static final long CUT = -1;
    private static final long BEFORE_START = -2;
    private static final long NO_ROOM = -3;
    private static final long TOO_SMALL = -4;

    /** Expands one block into the output from {@code from} on. Returns where its output ends, or a negative fault. */
    private long block(byte[] input, byte[] output, int start, int from, int end) {
        int out = from;
        int blockEnd = (int) Math.min((long) from + BLOCK_BYTES, end);
        while (out < blockEnd) {
            int symbol = symbolOfCode[bits >>> 32 - CODE_BITS_MAX];
            if (!take(codeBits[symbol], input)) {
                return CUT;
            }
            if (symbol < FIRST_REFERENCE) {
                output[out++] = (byte) symbol;
                continue;
            }
            long length = symbol & IN_SYMBOL;
            if (length == IN_SYMBOL) {
                length = longLength(input);
                if (length < 0) {
                    return length;
                }
            }
            length += LENGTH_MIN;
            int distanceBits = symbol - FIRST_REFERENCE >>> 4;
            int distance = (1 << distanceBits) + (distanceBits == 0 ? 0 : bits >>> 32 - distanceBits);
            if (!take(distanceBits, input)) {
                return CUT;
            }
            if (distance > out - start) {
                return BEFORE_START;
            }
            if (length > end - out) {
                return NO_ROOM;
            }
            Copies.copy(output, out, distance, (int) length);
            out += (int) length;
        }
        return out;
    }

    private long longLength(byte[] input) {
        if (in >= inputEnd) {
            return CUT;
        }
        int one = Bytes.u8(input, in++);
        if (one < IN_BYTE) {
            return one + IN_SYMBOL;
        }
        if (inputEnd - in < 2) {
            return CUT;
        }
        long whole = Bytes.u16le(input, in);
        in += 2;
        if (whole == 0) {
            if (inputEnd - in < 4) {
                return CUT;
            }
            whole = Bytes.i32le(input, in) & 0xFFFF_FFFFL;
            in += 4;
        }
        return whole < IN_SYMBOL ? TOO_SMALL : whole;
    }

    /** Reads the code lengths and assigns canonical codes: shorter ones first, of equal length by symbol. */
    private boolean readTable(byte[] input) {
        Arrays.fill(nextCode, 0);
        for (int symbol = 0; symbol < SYMBOLS; symbol++) {
            int pair = Bytes.u8(input, in + (symbol >>> 1));
            codeBits[symbol] = (byte) ((symbol & 1) == 0 ? pair & 0xF : pair >>> 4);
            nextCode[codeBits[symbol] + 1] += codeBits[symbol] == 0 ? 0 : 1 << CODE_BITS_MAX - codeBits[symbol];
        }
        in += TABLE_LENGTH;
        for (int length = 2; length < nextCode.length; length++) {
            nextCode[length] += nextCode[length - 1];
        }
        if (nextCode[CODE_BITS_MAX + 1] != symbolOfCode.length) { // the lengths do not make a complete code
            return false;
        }
        for (int symbol = 0; symbol < SYMBOLS; symbol++) {
            int length = codeBits[symbol];
            if (length > 0) {
                int code = nextCode[length];
                nextCode[length] += 1 << CODE_BITS_MAX - length;
                Arrays.fill(symbolOfCode, code, nextCode[length], (short) symbol);
            }
        }
        return true;
    }

    private void startBits(byte[] input) {
        wordsBeyondEnd = 0;
        bits = nextWord(input) << 16;
        bits |= nextWord(input);
        bitsBeyondWord = 16;
    }

    /** Consumes {@code count} bits, 15 at most; false where the input has fewer left. */
    private boolean take(int count, byte[] input) {
        bits <<= count;
        bitsBeyondWord -= count;
        if (bitsBeyondWord < 0) {
            bits |= nextWord(input) << -bitsBeyondWord;
            bitsBeyondWord += 16;
        }
        return bitsBeyondWord + 16 >= 16 * wordsBeyondEnd;
    }

    /** The next word. Behind the end of the input it is zeros, which may be looked at but not consumed. */
    private int nextWord(byte[] input) {
        if (inputEnd - in < 2) {
            wordsBeyondEnd++;
            return 0;
        }
        int word = Bytes.u16le(input, in);
        in += 2;
        return word;
    }
}
