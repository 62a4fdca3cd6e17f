package io.sharetap.baseline;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;

/**
 * The head of a Chronicle Map's file: 8 bytes of checksum, a size (i32, little-endian), and so many bytes of text. A
 * size of 0 or less means that a process is still writing it, and whoever opens the file waits a minute for that.
 */
final class MapHead {
    private static final int SIZE_AT = 8;
    private static final int LEAST_BYTES = SIZE_AT + Integer.BYTES;
    /** Whoever recovers a file writes the head anew, as its checksum does not hold. */
    private static final int TO_BE_WRITTEN = 1;

    private MapHead() {}

    /**
     * Sees to it that nobody waits: the folder is locked by this process, so there is no other that writes.
     *
     * @param file that has been begun
     * @param recover the head may be one that a kill left half written
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
