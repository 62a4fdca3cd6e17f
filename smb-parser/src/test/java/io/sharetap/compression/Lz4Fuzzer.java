package io.sharetap.compression;

/** Fuzz target: a size, and a block of LZ4. */
public final class Lz4Fuzzer {
    private Lz4Fuzzer() {}

    public static void fuzzerTestOneInput(byte[] input) {
        CodecFuzz.codec(new Lz4(), input);
    }
}
