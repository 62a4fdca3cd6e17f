package io.sharetap.compression;

/** Reads little-endian numbers in an array; the caller has checked the bounds. */
final class Bytes {
    private Bytes() {}

    static int u8(byte[] bytes, int at) {
        return bytes[at] & 0xFF;
    }

    static int u16le(byte[] bytes, int at) {
        return u8(bytes, at) | u8(bytes, at + 1) << 8;
    }

    static int i32le(byte[] bytes, int at) {
        return u16le(bytes, at) | u16le(bytes, at + 2) << 16;
    }
}
