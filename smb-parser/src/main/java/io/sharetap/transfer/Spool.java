package io.sharetap.transfer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * Holds content that does not fit into memory in one file, which is deleted while it is open: nothing remains after a
 * kill. A failure of the disk shows in the return value, and closes the spool for new content.
 */
final class Spool implements AutoCloseable {
    private final Path directory;
    private final int chunkBytes;
    private final int chunksMax;
    private FileChannel file;
    private boolean failed;
    private int used;
    private int[] free = new int[64];
    private int freeCount;

    Spool(Path directory, int chunkBytes, long bytesMax) {
        this.directory = directory;
        this.chunkBytes = chunkBytes;
        chunksMax = directory == null ? 0 : (int) Math.min(bytesMax / chunkBytes, Integer.MAX_VALUE / 4);
    }

    /** The most places. */
    int chunksMax() {
        return chunksMax;
    }

    /** The number of a free place; -1 where the spool is full or unusable. */
    int take() {
        if (failed) {
            return -1;
        }
        if (freeCount > 0) {
            return free[--freeCount];
        }
        return used < chunksMax && open() ? used++ : -1;
    }

    void release(int place) {
        if (freeCount == free.length) {
            free = Arrays.copyOf(free, freeCount * 2);
        }
        free[freeCount++] = place;
    }

    /** Writes the remaining bytes of {@code bytes} into a place. Returns false where the disk failed. */
    boolean write(int place, int at, ByteBuffer bytes) {
        long position = (long) place * chunkBytes + at;
        try {
            while (bytes.hasRemaining()) {
                position += file.write(bytes, position);
            }
            return true;
        } catch (IOException refused) {
            failed = true;
            return false;
        }
    }

    /** Fills {@code target} from a place. Returns false where the disk failed. */
    boolean read(int place, int at, ByteBuffer target) {
        long position = (long) place * chunkBytes + at;
        try {
            while (target.hasRemaining()) {
                int count = file.read(target, position);
                if (count < 0) {
                    return false;
                }
                position += count;
            }
            return true;
        } catch (IOException refused) {
            failed = true;
            return false;
        }
    }

    /** Whether the disk failed, so that nothing more is put here. */
    boolean failed() {
        return failed;
    }

    int held() {
        return used - freeCount;
    }

    @Override
    public void close() {
        failed = true;
        if (file != null) {
            try {
                file.close();
            } catch (IOException refused) {
                // The file has no name any more, and disappears with the process.
            }
        }
    }

    private boolean open() {
        if (file != null) {
            return true;
        }
        try {
            Files.createDirectories(directory);
            Path path = Files.createTempFile(directory, "sharetap", ".spool");
            file = FileChannel.open(
                    path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
            Files.deleteIfExists(path);
            return true;
        } catch (IOException refused) {
            failed = file == null;
            return !failed;
        }
    }
}
