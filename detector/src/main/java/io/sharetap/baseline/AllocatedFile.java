package io.sharetap.baseline;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Maps a file into memory after all of its bytes were allocated on disk.
 *
 * <p>In a mapped file with holes, the first write that finds the disk full would end the process with a signal. This
 * way a full disk is an exception when the file is made.
 */
final class AllocatedFile {
    private static final int STEP_BYTES = 1 << 16;

    private AllocatedFile() {}

    /** The mapping is little-endian; bytes that the file did not have yet are zero. */
    static MappedByteBuffer map(Path file, long bytes) throws IOException {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            append(channel, bytes);
            MappedByteBuffer mapped = channel.map(FileChannel.MapMode.READ_WRITE, 0, bytes);
            mapped.order(ByteOrder.LITTLE_ENDIAN);
            return mapped;
        }
    }

    /** Appends zeros to a file until it has so many bytes. */
    static void append(FileChannel file, long bytes) throws IOException {
        ByteBuffer zeros = ByteBuffer.allocate(STEP_BYTES);
        for (long at = file.size(); at < bytes; ) {
            zeros.clear().limit((int) Math.min(STEP_BYTES, bytes - at));
            at += file.write(zeros, at);
        }
    }
}
