package io.sharetap.rpc;

import java.nio.charset.StandardCharsets;

/**
 * Reads little-endian numbers and texts without padding between them, as inside of marshalled objects. Beyond the end
 * it gives zeros, and {@link #broken} says so: input never makes it throw.
 */
final class PackedReader {
    private static final int TEXT_CHARS_MAX = 8_192;

    private final byte[] bytes;
    private final int from;
    private final int end;
    private int at;
    private boolean broken;

    /** A UUID; its first three numbers are in host order. */
    record Uuid(long high, long low) {}

    /** Reads the bytes from {@code from} up to {@code end}, which lie inside of {@code bytes}. */
    PackedReader(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.from = from;
        this.end = end;
        at = from;
    }

    /** Whether something that was read lay outside, or was malformed. */
    boolean broken() {
        return broken;
    }

    void fail() {
        broken = true;
    }

    private boolean has(long count) {
        broken |= count < 0 || count > end - at;
        return !broken;
    }

    /** Bytes read so far. */
    int position() {
        return at - from;
    }

    /** Bytes left. */
    int left() {
        return end - at;
    }

    /** Moves to a position, counted from the start. */
    void seek(long position) {
        broken |= position < 0 || position > end - from;
        at = broken ? end : from + (int) position;
    }

    void skip(long count) {
        if (has(count)) {
            at += (int) count;
        }
    }

    /** A reader of the next {@code count} bytes, which this one skips; empty where there are fewer. */
    PackedReader part(long count) {
        int length = has(count) ? (int) count : 0;
        PackedReader part = new PackedReader(bytes, at, at + length);
        at += length;
        return part;
    }

    int u8() {
        return has(1) ? bytes[at++] & 0xFF : 0;
    }

    long u32() {
        if (!has(4)) {
            return 0;
        }
        long value = (long) PduReader.u16(bytes, at + 2, false) << 16 | PduReader.u16(bytes, at, false);
        at += 4;
        return value;
    }

    Uuid uuid() {
        if (!has(16)) {
            return new Uuid(0, 0);
        }
        Uuid uuid = new Uuid(RpcConversation.uuidHigh(bytes, at, false), RpcConversation.uuidLow(bytes, at));
        at += 16;
        return uuid;
    }

    /**
     * Reads an Encoded-String ([MS-WMIO] 2.2.78): a flag, then characters of one byte (flag 0) or two, up to a NUL;
     * 8,192 characters at most.
     */
    String encodedString() {
        int width = u8() == 0 ? 1 : 2;
        int start = at;
        while (has(width) && (bytes[at] != 0 || width == 2 && bytes[at + 1] != 0)) {
            at += width;
        }
        if (broken) {
            return null;
        }
        int length = Math.min(at - start, TEXT_CHARS_MAX * width);
        at += width;
        return new String(bytes, start, length, width == 1 ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_16LE);
    }
}
