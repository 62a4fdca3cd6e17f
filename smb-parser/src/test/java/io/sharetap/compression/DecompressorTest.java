package io.sharetap.compression;

import static io.sharetap.compression.Messages.bytes;
import static io.sharetap.compression.Messages.chained;
import static io.sharetap.compression.Messages.expanded;
import static io.sharetap.compression.Messages.payload;
import static io.sharetap.compression.Messages.unchained;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sharetap.base.Anomaly;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The examples of [MS-XCA] 3, and for each thing that can be wrong with a message a message that has it. */
class DecompressorTest {
    private static final byte[] NOTHING = {};
    private static final int LZNT1 = 1;
    private static final int LZ77 = 2;
    private static final int HUFFMAN = 3;
    private static final int PATTERN = 4;
    private static final int LZ4 = 5;

    @Test
    void bytesWithoutReferences() {
        String alphabet = "abcdefghijklmnopqrstuvwxyz";
        byte[] compressed = concat(bytes("3f000000"), alphabet.getBytes(US_ASCII));
        assertEquals(alphabet, text(unchained(LZ77, 26, NOTHING, compressed)));
    }

    @Test
    void oneReferenceThatOverlapsItself() {
        byte[] compressed = bytes("ffffff1f 616263 1700 0f ff 2601");
        assertEquals("abc".repeat(100), text(unchained(LZ77, 300, NOTHING, compressed)));
    }

    @Test
    void aLengthOfFourBytes() {
        byte[] compressed = bytes("ffffff7f 61 0700 0f ff 0000 9c110100");
        assertEquals("a".repeat(70_048), text(unchained(LZ77, 70_048, NOTHING, compressed)));
    }

    @Test
    void aChunkWithReferences() {
        byte[] compressed = bytes("0cb0 00 6162636465666768 02 41 0470"); // "abcdefgh", "A", eight back for seven
        assertEquals("abcdefghAbcdefgh", text(unchained(LZNT1, 16, NOTHING, compressed)));
    }

    @Test
    void aPlainChunkAndAnEndMark() {
        assertEquals("abc", text(unchained(LZNT1, 3, NOTHING, bytes("0230 616263 0000 ffff"))));
    }

    @Test
    void codesOfTwoSymbols() {
        byte[] table = new byte[256];
        table[0x61 / 2] = 0x10; // 'a' is the code 0
        table[256 / 2] = 0x01; // 256, a reference of distance 1 and length 3, is the code 1
        assertEquals("aaaaa", text(unchained(HUFFMAN, 5, NOTHING, concat(table, bytes("0020 0000")))));
    }

    @Test
    void sequencesOfLz4() {
        assertEquals("abababababab!", text(unchained(LZ4, 13, NOTHING, bytes("26 6162 0200 10 21"))));
    }

    @Test
    void theHeadOfAMessageAsItIs() {
        assertEquals("headabc", text(unchained(LZNT1, 3, "head".getBytes(US_ASCII), bytes("0230 616263"))));
    }

    @Test
    void aChainOfAllKinds() {
        byte[] message = chained(
                12,
                payload(0, 2, bytes("6162")),
                payload(PATTERN, 8, bytes("78000000 04000000")),
                payload(LZNT1, 9, bytes("03000000 0230 616263")),
                payload(LZ4, 8, bytes("03000000 30 616263")));
        assertEquals("abxxxxabcabc", text(message));
    }

    @Test
    void aLargeMessageIsNotMixedWithAnEarlierOne() {
        Decompressor decompressor = new Decompressor(Messages.BYTES_MAX);
        for (int size : new int[] {10, 60_000, 20}) {
            byte[] message = chained(size, payload(PATTERN, 8, bytes("78000000" + littleEndian(size))));
            var window = new io.sharetap.base.ByteWindow()
                    .wrap(io.netty.buffer.Unpooled.wrappedBuffer(message), 0, message.length);
            assertEquals(null, decompressor.expand(window));
            assertEquals("x".repeat(size), new String(Messages.plainOf(decompressor), US_ASCII));
        }
    }

    @ParameterizedTest
    @CsvSource({
        // algorithm, announced size, content, what is wrong
        "0, 3, 6162, COMPRESSION_OUTPUT_SHORT",
        "0, 1, 6162, COMPRESSION_OUTPUT_LONG",
        "6, 3, 616263, COMPRESSION_ALGORITHM_UNKNOWN",
        "4, 3, 61000000 04000000, COMPRESSION_HEADER_INVALID",
        "4, 3, 61000000, COMPRESSION_HEADER_INVALID",
        "2, 1048577, 00, COMPRESSION_SIZE_REFUSED",
        "2, 4294967295, 00, COMPRESSION_SIZE_REFUSED",
        // LZNT1
        "1, 3, 02, COMPRESSION_TRUNCATED",
        "1, 3, 0230 6162, COMPRESSION_TRUNCATED",
        "1, 3, 0220 616263, COMPRESSION_CHUNK_INVALID",
        "1, 6, 0230 616263 0230 616263, COMPRESSION_CHUNK_INVALID",
        "1, 2, 0230 616263, COMPRESSION_OUTPUT_LONG",
        "1, 4, 0230 616263, COMPRESSION_OUTPUT_SHORT",
        "1, 9, 02b0 02 61 00, COMPRESSION_TRUNCATED",
        "1, 9, 02b0 01 0000, COMPRESSION_MATCH_BEFORE_START",
        "1, 9, 03b0 02 61 0010, COMPRESSION_MATCH_BEFORE_START",
        "1, 3, 03b0 02 61 0000, COMPRESSION_OUTPUT_LONG",
        "1, 9999, 03b0 02 61 ff0f, COMPRESSION_CHUNK_INVALID",
        // LZ77
        "2, 3, 3f0000, COMPRESSION_TRUNCATED",
        "2, 3, 00000000 6162, COMPRESSION_OUTPUT_SHORT",
        "2, 1, 00000000 6162, COMPRESSION_OUTPUT_LONG",
        "2, 4, 00000080 00, COMPRESSION_TRUNCATED",
        "2, 4, 00000080 0000, COMPRESSION_MATCH_BEFORE_START",
        "2, 3, 00000040 61 0000, COMPRESSION_OUTPUT_LONG",
        "2, 99, 00000040 61 0700, COMPRESSION_TRUNCATED",
        "2, 99, 00000040 61 0700 0f, COMPRESSION_TRUNCATED",
        "2, 99, 00000040 61 0700 0f ff 00, COMPRESSION_TRUNCATED",
        "2, 99, 00000040 61 0700 0f ff 0000 00, COMPRESSION_TRUNCATED",
        "2, 99, 00000040 61 0700 0f ff 1500, COMPRESSION_LENGTH_INVALID",
        "2, 99, 00000040 61 0700 0f ff 0000 ffffffff, COMPRESSION_OUTPUT_LONG",
        // LZ4
        "5, 2, 10, COMPRESSION_TRUNCATED",
        "5, 2, f0 ff, COMPRESSION_TRUNCATED",
        "5, 2, 10 61 01, COMPRESSION_TRUNCATED",
        "5, 9, 10 61 0100, COMPRESSION_TRUNCATED",
        "5, 99, 1f 61 0100 ff, COMPRESSION_TRUNCATED",
        "5, 9, 10 61 0000 00, COMPRESSION_LENGTH_INVALID",
        "5, 9, 10 61 0200 00, COMPRESSION_MATCH_BEFORE_START",
        "5, 3, 10 61 0100 00, COMPRESSION_OUTPUT_LONG",
        "5, 0, 10 61, COMPRESSION_OUTPUT_LONG",
        "5, 2, 10 61, COMPRESSION_OUTPUT_SHORT",
    })
    void isRefusedByName(int algorithm, long size, String content, Anomaly anomaly) {
        assertEquals(anomaly, expanded(unchained(algorithm, size, NOTHING, bytes(content))));
    }

    @Test
    void codesThatAreRefusedByName() {
        assertEquals(Anomaly.COMPRESSION_TRUNCATED, expanded(unchained(HUFFMAN, 5, NOTHING, new byte[255])));
        assertEquals(Anomaly.COMPRESSION_TABLE_INVALID, expanded(unchained(HUFFMAN, 5, NOTHING, new byte[260])));
        byte[] tooMany = new byte[260];
        Arrays.fill(tooMany, 0, 2, (byte) 0x11);
        assertEquals(Anomaly.COMPRESSION_TABLE_INVALID, expanded(unchained(HUFFMAN, 5, NOTHING, tooMany)));
    }

    @Test
    void referencesThatAreRefusedByName() {
        byte[] table = new byte[256];
        table[0x61 / 2] = 0x10;
        table[(256 + 15) / 2] = 0x10; // distance 1, a length that goes on, is the code 1
        assertEquals(Anomaly.COMPRESSION_MATCH_BEFORE_START, huffman(99, table, "0080 0000 00"));
        assertEquals(Anomaly.COMPRESSION_TRUNCATED, huffman(99, table, "0040 0000"));
        assertEquals(Anomaly.COMPRESSION_TRUNCATED, huffman(99, table, "0040 0000 ff 00"));
        assertEquals(Anomaly.COMPRESSION_TRUNCATED, huffman(99, table, "0040 0000 ff 0000 00"));
        assertEquals(Anomaly.COMPRESSION_LENGTH_INVALID, huffman(99, table, "0040 0000 ff 0e00"));
        assertEquals(Anomaly.COMPRESSION_OUTPUT_LONG, huffman(18, table, "0040 0000 00"));
        assertEquals(Anomaly.COMPRESSION_OUTPUT_LONG, huffman(99, table, "0040 0000 ff 0000 ffffffff"));
        assertEquals(Anomaly.COMPRESSION_TRUNCATED, huffman(99, table, "0000 0000"), "32 bits are 32 bytes");
        assertEquals("a".repeat(32), text(unchained(HUFFMAN, 32, NOTHING, concat(table, bytes("0000 0000")))));
    }

    @Test
    void headersThatAreRefusedByName() {
        assertEquals(Anomaly.COMPRESSION_TRUNCATED, expanded(new byte[15]));
        byte[] offsetBeyond = unchained(LZNT1, 3, NOTHING, bytes("0230 616263"));
        offsetBeyond[12] = 6;
        assertEquals(Anomaly.COMPRESSION_HEADER_INVALID, expanded(offsetBeyond));
        offsetBeyond[12] = -1;
        offsetBeyond[15] = -1; // with the size, a sum of 32 bits would wrap (CVE-2020-0796)
        assertEquals(Anomaly.COMPRESSION_HEADER_INVALID, expanded(offsetBeyond));
    }

    @Test
    void chainsThatAreRefusedByName() {
        byte[] two = bytes("6162");
        assertEquals(Anomaly.COMPRESSION_OUTPUT_SHORT, expanded(chained(3, payload(0, 2, two))));
        assertEquals(Anomaly.COMPRESSION_OUTPUT_LONG, expanded(chained(1, payload(0, 2, two))));
        assertEquals(Anomaly.COMPRESSION_TRUNCATED, expanded(chained(3, payload(0, 3, two))));
        assertEquals(Anomaly.COMPRESSION_TRUNCATED, expanded(chained(3, payload(0, 0xFFFF_FFFFL, two))));
        assertEquals(Anomaly.COMPRESSION_ALGORITHM_UNKNOWN, expanded(chained(2, payload(9, 2, two))));
        assertEquals(Anomaly.COMPRESSION_HEADER_INVALID, expanded(chained(2, payload(PATTERN, 2, two))));
        assertEquals(Anomaly.COMPRESSION_HEADER_INVALID, expanded(chained(2, payload(LZNT1, 2, two))));
        byte[] cut = Arrays.copyOf(chained(2, payload(0, 2, two), payload(0, 0, NOTHING)), 8 + 10 + 5);
        assertEquals(Anomaly.COMPRESSION_TRUNCATED, expanded(cut));
        byte[] bomb = payload(PATTERN, 8, bytes("61000000 ffffffff"));
        assertEquals(Anomaly.COMPRESSION_OUTPUT_LONG, expanded(chained(100, bomb)));
        assertEquals(Anomaly.COMPRESSION_SIZE_REFUSED, expanded(chained(0xFFFF_FFFFL, bomb)));
    }

    private static Object huffman(int size, byte[] table, String stream) {
        return expanded(unchained(HUFFMAN, size, NOTHING, concat(table, bytes(stream))));
    }

    private static String text(byte[] message) {
        Object expanded = expanded(message);
        return expanded instanceof byte[] plain ? new String(plain, US_ASCII) : expanded.toString();
    }

    private static byte[] concat(byte[] one, byte[] other) {
        byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    private static String littleEndian(int number) {
        return "%08x".formatted(Integer.reverseBytes(number));
    }
}
