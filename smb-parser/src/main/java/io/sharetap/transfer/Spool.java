package io.sharetap.transfer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * Holds content that memory has no room for in one file, which is deleted while open: nothing remains after a kill.
 * What the disk refuses is told by the return value and closes the spool for new content.
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

    /** Places that there may be. */
    int chunksMax() {
        return chunksMax;
    }

    /** The number of a free place, or -1: the spool is full or cannot be used. */
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

    /** Writes what remains in {@code bytes} into a place; false: the disk refused. */
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

    /** Fills {@code target} from a place; false: the disk refused. */
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

    /** True: the disk refused something, nothing more is put here. */
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
                // The file has no name any more and goes with the process.
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
