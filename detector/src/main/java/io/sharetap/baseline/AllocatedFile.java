package io.sharetap.baseline;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Maps a file into memory after all of its bytes were taken from the disk.
 *
 * <p>A mapped file with holes would end the process with a signal at the first write that finds the disk full; this way
 * a full disk is an exception when the file is made.
 */
final class AllocatedFile {
    private static final int STEP_BYTES = 1 << 16;

    private AllocatedFile() {}

    /** Little-endian; what the file had not yet is zero. */
    static MappedByteBuffer map(Path file, long bytes) throws IOException {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            append(channel, bytes);
            MappedByteBuffer mapped = channel.map(FileChannel.MapMode.READ_WRITE, 0, bytes);
            mapped.order(ByteOrder.LITTLE_ENDIAN);
            return mapped;
        }
    }

    /** Writes zeros at the end of a file until it has so many bytes. */
    static void append(FileChannel file, long bytes) throws IOException {
        ByteBuffer zeros = ByteBuffer.allocate(STEP_BYTES);
        for (long at = file.size(); at < bytes; ) {
            zeros.clear().limit((int) Math.min(STEP_BYTES, bytes - at));
            at += file.write(zeros, at);
        }
    }
}
