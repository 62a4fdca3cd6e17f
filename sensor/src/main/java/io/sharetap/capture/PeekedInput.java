package io.sharetap.capture;

import java.io.IOException;
import java.io.InputStream;

/** Shows the first four bytes of a stream before they are read. */
final class PeekedInput extends InputStream {
    private static final int HEAD_LENGTH = 4;

    private final InputStream stream;
    private final byte[] head;
    private int headAt;
    private boolean claimsMore;

    PeekedInput(InputStream stream) throws IOException {
        this.stream = stream;
        this.head = stream.readNBytes(HEAD_LENGTH);
    }

    /** The first four bytes, big endian; missing ones count as zeros. */
    int head() {
        int value = 0;
        for (int i = 0; i < HEAD_LENGTH; i++) {
            value = value << 8 | (i < head.length ? head[i] & 0xFF : 0);
        }
        return value;
    }

    @Override
    public int read() throws IOException {
        return headAt < head.length ? head[headAt++] & 0xFF : stream.read();
    }

    @Override
    public int read(byte[] target, int from, int count) throws IOException {
        if (headAt >= head.length || count == 0) {
            return stream.read(target, from, count);
        }
        int step = Math.min(count, head.length - headAt);
        System.arraycopy(head, headAt, target, from, step);
        headAt += step;
        return step;
    }

    /**
     * From now on {@link #available} claims that more bytes may come. GZIPInputStream looks for a further member only
     * if so; otherwise a pipe that is empty for a moment would end the input.
     */
    PeekedInput claimMore() {
        claimsMore = true;
        return this;
    }

    /** Never asks the stream itself: for standard input that is a pipe, that fails. */
    @Override
    public int available() {
        return claimsMore ? 1 : head.length - headAt;
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
