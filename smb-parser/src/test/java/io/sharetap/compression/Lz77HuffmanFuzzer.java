package io.sharetap.compression;

/** Fuzz target: a size, and blocks of LZ77 with Huffman codes. */
public final class Lz77HuffmanFuzzer {
    private Lz77HuffmanFuzzer() {}

    public static void fuzzerTestOneInput(byte[] input) {
        CodecFuzz.codec(new Lz77Huffman(), input);
    }
}
