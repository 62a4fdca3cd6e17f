package io.sharetap.capture;

import io.netty.buffer.ByteBuf;
import java.io.Closeable;
import java.io.IOException;

/** Reads one input in its order, unpacked where it is compressed, into memory of the caller's. */
interface ByteInput extends Closeable {
    /**
     * Reads once, into {@code target} from {@code at} on.
     *
     * @param count the most that is wanted, at least 1
     * @return bytes that were read; -1 at the input's end
     */
    int read(ByteBuf target, int at, int count) throws IOException;

    /** Passes over bytes without reading them; gives how many of {@code count} were passed over, which may be none. */
    long pass(long count);

    /** Bytes of the stored input, compressed as it may be, that were read or passed over so far. */
    long storedBytesRead();
}
