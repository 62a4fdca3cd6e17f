package io.sharetap.transfer;

/** Fuzz target: a {@link Dialogue} in SMB2 that is encrypted by keys which are known, and changed on its way. */
public final class TransformFuzzer {
    private static final int PROTOCOL_ID = 0xFE53_4D42;

    private TransformFuzzer() {}

    public static void fuzzerTestOneInput(byte[] input) {
        Dialogue.hold(input, PROTOCOL_ID, Dialogue.Sealing.SPOILT);
    }
}
