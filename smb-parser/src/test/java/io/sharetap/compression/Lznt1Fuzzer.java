package io.sharetap.compression;

/** Fuzz target: a size, and chunks of LZNT1. */
public final class Lznt1Fuzzer {
    private Lznt1Fuzzer() {}

    public static void fuzzerTestOneInput(byte[] input) {
        CodecFuzz.codec(new Lznt1(), input);
    }
}
