package io.sharetap.transfer;

/** Gives the bytes of an assembled file at random, as far as they are known and were kept. */
public interface Content {
    /** Size of the file in bytes. */
    long size();

    /**
     * Copies bytes from {@code fileOffset} on until {@code count} are there, the file ends, or a byte is not to be had.
     *
     * @return bytes copied, 0 to {@code count}
     */
    int read(long fileOffset, byte[] target, int targetAt, int count);
}
