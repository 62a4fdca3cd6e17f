package io.sharetap.capture;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongSupplier;

/** Reads a stream, which may be the unpacked form of a file. */
final class StreamInput implements ByteInput {
    private static final int TRANSFER_BYTES = 64 << 10;

    private final InputStream stream;
    private final LongSupplier storedBytesRead;
    private final byte[] transfer = new byte[TRANSFER_BYTES];

    /** @param storedBytesRead gives the progress within the stored input */
    StreamInput(InputStream stream, LongSupplier storedBytesRead) {
        this.stream = stream;
        this.storedBytesRead = storedBytesRead;
    }

    @Override
    public int read(ByteBuf target, int at, int count) throws IOException {
        int read = stream.read(transfer, 0, Math.min(transfer.length, count));
        if (read > 0) {
            target.setBytes(at, transfer, 0, read);
        }
        return read;
    }

    @Override
    public long pass(long count) {
        return 0;
    }

    @Override
    public long storedBytesRead() {
        return storedBytesRead.getAsLong();
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
