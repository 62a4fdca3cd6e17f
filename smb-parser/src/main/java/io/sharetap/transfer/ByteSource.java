package io.sharetap.transfer;

/** Gives bytes by their position in a file. */
interface ByteSource {
    /** Copies bytes from a position on, until {@code count} are there or one cannot be had. Returns how many. */
    int read(long fileOffset, byte[] target, int targetAt, int count);
}
