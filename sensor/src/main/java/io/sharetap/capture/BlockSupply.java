package io.sharetap.capture;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongSupplier;

/**
 * Gives the bytes of an input that cannot be mapped (compressed, or standard input) through blocks that are used again
 * once their frames are released; what lies across the end of a block moves to the beginning of the next.
 */
final class BlockSupply extends ByteSupply {
    private static final int TRANSFER_BYTES = 64 << 10;

    private final InputStream input;
    private final LongSupplier storedBytesRead;
    private final byte[] transfer = new byte[TRANSFER_BYTES];
    private boolean ended;

    /** @param storedBytesRead asked for the progress within the stored input */
    BlockSupply(InputStream input, LongSupplier storedBytesRead, FrameMemory frameMemory) {
        super(frameMemory);
        this.input = input;
        this.storedBytesRead = storedBytesRead;
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
        long from = offset();
        if (head > 0) {
            next.bytes().setBytes(0, slab.bytes(), at, head);
        }
        retireSlab();
        slab = next;
        slabOffset = from;
        end = head;
        return true;
    }

    /** One read a call: a stream that fails has then given all that it had before. */
    private void readMore() {
        int count = -1;
        try {
            count = input.read(transfer, 0, Math.min(transfer.length, slab.sizeBytes() - end));
        } catch (IOException broken) {
            fail(CaptureInput.reasonOf(broken));
        }
        if (count < 0) {
            ended = true;
            return;
        }
        slab.bytes().setBytes(end, transfer, 0, count);
        end += count;
    }

    @Override
    long storedBytesRead() {
        return storedBytesRead.getAsLong();
    }

    @Override
    void close() {
        slabOffset = offset();
        retireSlab();
        ended = true;
        CaptureInput.closeQuietly(input);
    }
}
