package io.sharetap.transfer;

/** Fuzz target: a {@link Dialogue} in SMB2. */
public final class Smb2Fuzzer {
    private static final int PROTOCOL_ID = 0xFE53_4D42;

    private Smb2Fuzzer() {}

    public static void fuzzerTestOneInput(byte[] input) {
        Dialogue.hold(input, PROTOCOL_ID, Dialogue.Sealing.NONE);
    }
}
