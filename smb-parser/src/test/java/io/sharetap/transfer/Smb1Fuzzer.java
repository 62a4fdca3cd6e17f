package io.sharetap.transfer;

/** Fuzz target: a {@link Dialogue} in SMB1. */
public final class Smb1Fuzzer {
    private static final int PROTOCOL_ID = 0xFF53_4D42;

    private Smb1Fuzzer() {}

    public static void fuzzerTestOneInput(byte[] input) {
        Dialogue.hold(input, PROTOCOL_ID, Dialogue.Sealing.NONE);
    }
}
