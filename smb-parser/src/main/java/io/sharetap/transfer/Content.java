package io.sharetap.transfer;

import java.util.List;

/** Gives the bytes of an assembled file at any offset, as far as they are known and were kept. */
public interface Content {
    /** Size of the file in bytes. */
    long size();

    /** Whether all bytes can be read. */
    boolean whole();

    /**
     * Copies bytes from {@code fileOffset} on until {@code count} are there, the file ends, or a byte cannot be had.
     *
     * @return bytes copied, 0 to {@code count}
     */
    int read(long fileOffset, byte[] target, int targetAt, int count);

    /**
     * Hashes the whole content except for some ranges. For SHA-256 and the ranges that {@link KeptRanges#leftOut} named
     * this costs nothing, as that digest was computed while the bytes came in.
     *
     * @param algorithm as {@link java.security.MessageDigest} names it
     * @return null: bytes are missing, or it would take too much work
     */
    byte[] digest(String algorithm, List<AssembledFile.Range> leftOut);
}
