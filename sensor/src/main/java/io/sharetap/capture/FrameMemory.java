package io.sharetap.capture;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayDeque;

/**
 * Takes blocks that the reader has left behind and keeps each until the last frame in it is released; bounded: when too
 * many are held, it gives no new one until something is released. Also numbers the frames.
 */
final class FrameMemory {
    private final CaptureMemory bounds;
    private final ArrayDeque<Retired> retired = new ArrayDeque<>();
    private final ArrayDeque<Block> idleBlocks = new ArrayDeque<>();
    private long lastFrameNumber;
    private long releasedFrameNumber;
    private int blocks;

    FrameMemory(CaptureMemory bounds) {
        this.bounds = bounds;
    }

    /** The number of a frame that is given now. */
    long nextFrameNumber() {
        return ++lastFrameNumber;
    }

    /** A block of at least {@code sizeBytes}, or null while too many are in use. */
    Block takeBlock(int sizeBytes) {
        Block idle = sizeBytes <= bounds.blockBytes() ? idleBlocks.poll() : null;
        if (idle != null) {
            return idle;
        }
        if (blocks >= bounds.blocksMax()) {
            if (idleBlocks.isEmpty()) {
                return null;
            }
            idleBlocks.poll().discard(); // too small, and nobody would ever give another back
        }
        blocks++;
        return new Block(Unpooled.directBuffer(Math.max(sizeBytes, bounds.blockBytes())));
    }

    /** The reader is done with {@code block}; frames given until now may lie in it. */
    void retire(Block block) {
        if (lastFrameNumber <= releasedFrameNumber) {
            block.free();
        } else {
            retired.add(new Retired(block, lastFrameNumber));
        }
    }

    void release(long frameNumber) {
        releasedFrameNumber = Math.max(releasedFrameNumber, frameNumber);
        while (!retired.isEmpty() && retired.peek().lastFrameNumber <= releasedFrameNumber) {
            retired.poll().block.free();
        }
    }

    /** Gives everything back. No frame may be read any more. */
    void close() {
        release(Long.MAX_VALUE);
        while (!idleBlocks.isEmpty()) {
            idleBlocks.poll().discard();
        }
    }

    int blocks() {
        return blocks;
    }

    private record Retired(Block block, long lastFrameNumber) {}

    /** Holds one piece of memory in which frames lie. */
    final class Block {
        private final ByteBuf bytes;

        private Block(ByteBuf bytes) {
            this.bytes = bytes;
        }

        ByteBuf bytes() {
            return bytes;
        }

        int sizeBytes() {
            return bytes.capacity();
        }

        /** Nobody reads it any more: it waits for its next use. */
        private void free() {
            if (sizeBytes() == bounds.blockBytes()) {
                idleBlocks.push(this);
            } else {
                discard();
            }
        }

        private void discard() {
            blocks--;
            bytes.release();
        }
    }
}
