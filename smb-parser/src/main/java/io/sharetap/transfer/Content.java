package io.sharetap.transfer;

import java.util.List;

/** Gives the bytes of an assembled file at random, as far as they are known and were kept. */
public interface Content {
    /** Size of the file in bytes. */
    long size();

    /** True: all bytes are to be had. */
    boolean whole();

    /**
     * Copies bytes from {@code fileOffset} on until {@code count} are there, the file ends, or a byte is not to be had.
     *
     * @return bytes copied, 0 to {@code count}
     */
    int read(long fileOffset, byte[] target, int targetAt, int count);

    /**
     * Hashes the whole content but for some ranges. Costs nothing more where it is SHA-256 and the ranges are those
     * that {@link KeptRanges#leftOut} named, as that digest was made while the bytes came in.
     *
     * @param algorithm as {@link java.security.MessageDigest} names it
     * @return null: bytes are not to be had, or it would take too much work
     */
    byte[] digest(String algorithm, List<AssembledFile.Range> leftOut);
}
