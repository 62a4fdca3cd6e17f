package io.sharetap.compression;

/** Fuzz target: a size, and plain LZ77. */
public final class Lz77Fuzzer {
    private Lz77Fuzzer() {}

    public static void fuzzerTestOneInput(byte[] input) {
        CodecFuzz.codec(new Lz77(), input);
    }
}
