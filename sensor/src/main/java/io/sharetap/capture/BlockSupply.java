package io.sharetap.capture;

import java.io.IOException;

/**
 * Gives the bytes of a stream, of a compressed file or of a small one: in blocks that are used again once their frames
 * are released. What lies across the end of a block moves to the beginning of the next.
 */
class BlockSupply extends ByteSupply {
    private final ByteInput input;
    private boolean ended;

    BlockSupply(ByteInput input, FrameMemory frameMemory) {
        super(frameMemory);
        this.input = input;
    }

    @Override
    protected Readiness refill(int count) {
        if (ended) {
            return Readiness.ENDED;
        }
        if ((slab == null || slab.sizeBytes() - at < count) && !moveToNextBlock(count)) {
            return Readiness.WAITING;
        }
        while (available() < count && !ended) {
            readMore();
        }
        return available() >= count ? Readiness.READY : Readiness.ENDED;
    }

    private boolean moveToNextBlock(int count) {
        Slab next = frameMemory.takeBlock(count);
        if (next == null) {
            return false;
        }
        int head = available();
        if (head > 0) {
            next.bytes().setBytes(0, slab.bytes(), at, head);
        }
        show(next, 0, head);
        return true;
    }

    /** One read a call: an input that fails has then given all that it had before. */
    private void readMore() {
        int count = -1;
        try {
            count = input.read(slab.bytes(), end, slab.sizeBytes() - end);
        } catch (IOException broken) {
            fail(CaptureInput.reasonOf(broken));
        }
        ended = count < 0;
        end += Math.max(0, count);
    }

    @Override
    protected long pass(long count) {
        return input.pass(count);
    }

    @Override
    long storedBytesRead() {
        return input.storedBytesRead();
    }

    @Override
    void close() {
        retireSlab();
        ended = true;
        CaptureInput.closeQuietly(input);
    }
}
