package io.sharetap.capture;

import io.netty.buffer.ByteBuf;
import java.io.Closeable;
import java.io.IOException;

/** Reads one input from beginning to end, unpacking it where it is compressed, into memory that the caller provides. */
interface ByteInput extends Closeable {
    /**
     * Makes one read of the input, into {@code target} from index {@code at} on.
     *
     * @param count the most bytes wanted, at least 1
     * @return bytes that were read; -1 at the input's end
     */
    int read(ByteBuf target, int at, int count) throws IOException;

    /**
     * Skips bytes without reading them. Returns how many of {@code count} were skipped; 0 where the input cannot skip.
     */
    long pass(long count);

    /** Bytes of the input as it is stored (still compressed, where it is) that were read or skipped so far. */
    long storedBytesRead();
}
