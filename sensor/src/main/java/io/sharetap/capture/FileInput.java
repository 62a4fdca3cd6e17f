package io.sharetap.capture;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.nio.channels.FileChannel;

/**
 * Reads an uncompressed file straight into the memory that is given; what is appended after it was opened is not read.
 */
final class FileInput implements ByteInput {
    private static final String SHRUNK = "the file became shorter while it was read";

    private final FileChannel file;
    private final long sizeBytes;
    private long position;

    FileInput(FileChannel file) throws IOException {
        this.file = file;
        this.sizeBytes = file.size();
    }

    @Override
    public int read(ByteBuf target, int at, int count) throws IOException {
        int wanted = (int) Math.min(count, sizeBytes - position);
        if (wanted == 0) {
            return -1;
        }
        int read = target.setBytes(at, file, position, wanted);
        if (read < 0) {
            throw new IOException(SHRUNK);
        }
        position += read;
        return read;
    }

    /** Continues at {@code offset} of the file. */
    void moveTo(long offset) {
        position = offset;
    }

    @Override
    public long pass(long count) {
        long passed = Math.min(count, sizeBytes - position);
        position += passed;
        return passed;
    }

    @Override
    public long storedBytesRead() {
        return position;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
