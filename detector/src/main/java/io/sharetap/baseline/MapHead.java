package io.sharetap.baseline;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;

/**
 * The head of a Chronicle Map's file: 8 bytes of checksum, a size (i32, little-endian), and so many bytes of text. A
 * size of 0 or less means that a process is still writing it; a process that opens the file waits a minute for that.
 */
final class MapHead {
    private static final int SIZE_AT = 8;
    private static final int LEAST_BYTES = SIZE_AT + Integer.BYTES;
    /** A recovery rewrites the head, as its checksum does not match. */
    private static final int TO_BE_WRITTEN = 1;

    private MapHead() {}

    /**
     * Prevents the wait: the folder is locked by this process, so no other is writing.
     *
     * @param file that has been begun
     * @param recover the head may have been left half written by a kill
     * @throws IOException it is damaged
     */
    static void ready(File file, boolean recover) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file, recover ? "rw" : "r")) {
            boolean whole = bytes.length() >= LEAST_BYTES;
            if (whole) {
                bytes.seek(SIZE_AT);
            }
            if (whole && Integer.reverseBytes(bytes.readInt()) > 0) {
                return;
            }
            if (!whole || !recover) {
                throw new IOException("the head of " + file + " is damaged");
            }
            bytes.seek(SIZE_AT);
            bytes.writeInt(Integer.reverseBytes(TO_BE_WRITTEN));
        }
    }
}
