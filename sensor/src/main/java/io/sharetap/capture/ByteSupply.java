package io.sharetap.capture;

import io.netty.buffer.ByteBuf;
import java.io.IOException;

/**
 * Gives the bytes of one capture in their order, each stretch that is asked for in one piece of memory: in blocks that
 * are used again once their frames are released ({@link FrameMemory}). What lies across the end of a block moves to the
 * beginning of the next.
 */
final class ByteSupply {
    private final ByteInput input;
    private final FrameMemory frameMemory;
    /** Null: none was needed yet, or bytes were passed over. */
    private FrameMemory.Block block;
    /** Where the next byte lies in the block, and behind which the block holds nothing (yet). */
    private int at;

    private int end;
    /** Bytes of the capture before the block's first. */
    private long blockOffset;

    private boolean ended;
    private String failure;

    ByteSupply(ByteInput input, FrameMemory frameMemory) {
        this.input = input;
        this.frameMemory = frameMemory;
    }

    /** Brings the next {@code count} bytes into one piece of memory. */
    Readiness ensure(int count) {
        return end - at >= count ? Readiness.READY : refill(count);
    }

    private Readiness refill(int count) {
        if (ended) {
            return Readiness.ENDED;
        }
        if ((block == null || block.sizeBytes() - at < count) && !moveToNextBlock(count)) {
            return Readiness.WAITING;
        }
        while (available() < count && !ended) {
            readMore();
        }
        return available() >= count ? Readiness.READY : Readiness.ENDED;
    }

    private boolean moveToNextBlock(int count) {
        FrameMemory.Block next = frameMemory.takeBlock(count);
        if (next == null) {
            return false;
        }
        int head = available();
        if (head > 0) {
            next.bytes().setBytes(0, block.bytes(), at, head);
        }
        retireBlock();
        block = next;
        end = head;
        return true;
    }

    /** One read a call: an input that fails has then given all that it had before. */
    private void readMore() {
        int count = -1;
        try {
            count = input.read(block.bytes(), end, block.sizeBytes() - end);
        } catch (IOException broken) {
            failure = CaptureInput.reasonOf(broken);
        }
        ended = count < 0;
        end += Math.max(0, count);
    }

    /** Bytes of the stored input, compressed as it may be, that were read so far. */
    long storedBytesRead() {
        return input.storedBytesRead();
    }

    /** Closes the input. The memory lives on until its frames are released. */
    void close() {
        retireBlock();
        ended = true;
        CaptureInput.closeQuietly(input);
    }

    /** The memory that holds the next bytes; valid after {@link #ensure}. */
    ByteBuf memory() {
        return block.bytes();
    }

    /** Where in {@link #memory} the next byte lies. */
    int position() {
        return at;
    }

    /** Bytes at hand without asking for more. */
    int available() {
        return end - at;
    }

    /** The next byte's place in the capture, counted unpacked. */
    long offset() {
        return blockOffset + at;
    }

    void advance(int count) {
        at += count;
    }

    /** Passes over {@code count} bytes; gives how many are still to be passed over when it had to wait or ended. */
    long skip(long count) {
        long left = count;
        while (left > 0) {
            int step = (int) Math.min(left, available());
            at += step;
            left -= step;
            if (left > 0) {
                retireBlock();
                long passed = input.pass(left);
                blockOffset += passed;
                left -= passed;
                if (left > 0 && ensure(1) != Readiness.READY) {
                    return left;
                }
            }
        }
        return 0;
    }

    /** Why the input ended, where it was not its end: for people, or null. */
    String failure() {
        return failure;
    }

    /** Leaves the block, and with it what was not asked for. */
    private void retireBlock() {
        blockOffset = offset();
        if (block != null) {
            frameMemory.retire(block);
            block = null;
        }
        at = 0;
        end = 0;
    }
}
