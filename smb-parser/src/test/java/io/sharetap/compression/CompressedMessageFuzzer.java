package io.sharetap.compression;

/** Fuzz target: a message in a compression transform, without its protocol identifier. */
public final class CompressedMessageFuzzer {
    private CompressedMessageFuzzer() {}

    public static void fuzzerTestOneInput(byte[] input) {
        CodecFuzz.message(input);
    }
}
