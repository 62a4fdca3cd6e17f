package io.sharetap.base;

/**
 * Cuts what a fuzzer makes up into steps: a mark of two bytes, the step's kind, and all bytes to the next mark. Bytes
 * that are put in or taken out change one step, not the place of all that follow. The first byte of the input stands in
 * front of the steps and chooses how the target is set up.
 */
public final class FuzzSteps {
    private static final int MARK_0 = 0xA5;
    private static final int MARK_1 = 0x5A;
    private static final int HEAD_BYTES = 3;

    private final byte[] input;
    private int bodyAt;
    private int bodyEnd;
    private int kind;

    public FuzzSteps(byte[] input) {
        this.input = input;
        bodyEnd = nextMark(Math.min(1, input.length));
    }

    /** The step's beginning, as it stands in an input. */
    public static byte[] head(int kind) {
        return new byte[] {(byte) MARK_0, (byte) MARK_1, (byte) kind};
    }

    /** How the target is to be set up. */
    public int setUp() {
        return input.length == 0 ? 0 : input[0] & 0xFF;
    }

    /** Goes to the next step; false: there is none. */
    public boolean next() {
        if (bodyEnd + HEAD_BYTES > input.length) {
            return false;
        }
        kind = input[bodyEnd + 2] & 0xFF;
        bodyAt = bodyEnd + HEAD_BYTES;
        bodyEnd = nextMark(bodyAt);
        return true;
    }

    public int kind() {
        return kind;
    }

    /** True: the kind has this bit. */
    public boolean has(int bit) {
        return (kind & 1 << bit) != 0;
    }

    /** Bytes left in the step. */
    public int left() {
        return bodyEnd - bodyAt;
    }

    /** The step's next byte, 0 where there is none. */
    public int u8() {
        return bodyAt < bodyEnd ? input[bodyAt++] & 0xFF : 0;
    }

    /** The step's next two bytes, signed. */
    public int i16() {
        return (short) (u8() << 8 | u8());
    }

    public int i32() {
        return i16() << 16 | i16() & 0xFFFF;
    }

    /** What is left of the step, behind {@code room} bytes for the caller to fill. */
    public byte[] rest(int room) {
        byte[] rest = new byte[room + left()];
        System.arraycopy(input, bodyAt, rest, room, left());
        bodyAt = bodyEnd;
        return rest;
    }

    private int nextMark(int from) {
        int at = from;
        while (at + 1 < input.length && !((input[at] & 0xFF) == MARK_0 && (input[at + 1] & 0xFF) == MARK_1)) {
            at++;
        }
        return at + 1 < input.length ? at : input.length;
    }
}
