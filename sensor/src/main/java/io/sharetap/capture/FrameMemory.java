package io.sharetap.capture;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.ArrayDeque;

/**
 * Takes slabs that the reader has left behind and keeps each until the last frame in it is released; bounded: when too
 * much is held, it gives no new slab until something is released. Also numbers the frames.
 */
final class FrameMemory {
    private static final int WINDOWS_MAX = 1_024;

    private final CaptureMemory bounds;
    private final ArrayDeque<Retired> retired = new ArrayDeque<>();
    private final ArrayDeque<Block> idleBlocks = new ArrayDeque<>();
    private long lastFrameNumber;
    private long releasedFrameNumber;
    private long mappedBytes;
    private int windows;
    private int blocks;

    FrameMemory(CaptureMemory bounds) {
        this.bounds = bounds;
    }

    CaptureMemory bounds() {
        return bounds;
    }

    /** The number of a frame that is given now. */
    long nextFrameNumber() {
        return ++lastFrameNumber;
    }

    /** A window on {@code file}, or null while too much is mapped. */
    Slab map(FileChannel file, long from, int sizeBytes) throws IOException {
        if (windows > 0 && mappedBytes + sizeBytes > bounds.mappedBytesMax() || windows >= WINDOWS_MAX) {
            return null;
        }
        Window window = new Window(FileMapping.map(file, from, sizeBytes));
        mappedBytes += sizeBytes;
        windows++;
        return window;
    }

    /** A block of at least {@code sizeBytes}, or null while too many are in use. */
    Slab takeBlock(int sizeBytes) {
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

    /** The reader is done with {@code slab}; frames given until now may lie in it. */
    void retire(Slab slab) {
        if (lastFrameNumber <= releasedFrameNumber) {
            slab.free();
        } else {
            retired.add(new Retired(slab, lastFrameNumber));
        }
    }

    void release(long frameNumber) {
        releasedFrameNumber = Math.max(releasedFrameNumber, frameNumber);
        while (!retired.isEmpty() && retired.peek().lastFrameNumber <= releasedFrameNumber) {
            retired.poll().slab.free();
        }
    }

    /** Gives everything back. No frame may be read any more. */
    void close() {
        release(Long.MAX_VALUE);
        while (!idleBlocks.isEmpty()) {
            idleBlocks.poll().discard();
        }
    }

    long mappedBytes() {
        return mappedBytes;
    }

    int blocks() {
        return blocks;
    }

    private record Retired(Slab slab, long lastFrameNumber) {}

    private final class Window implements Slab {
        private final FileMapping mapping;

        private Window(FileMapping mapping) {
            this.mapping = mapping;
        }

        @Override
        public ByteBuf bytes() {
            return mapping.bytes();
        }

        @Override
        public int sizeBytes() {
            return mapping.bytes().capacity();
        }

        @Override
        public void free() {
            mappedBytes -= sizeBytes();
            windows--;
            mapping.unmap();
        }
    }

    private final class Block implements Slab {
        private final ByteBuf bytes;

        private Block(ByteBuf bytes) {
            this.bytes = bytes;
        }

        @Override
        public ByteBuf bytes() {
            return bytes;
        }

        @Override
        public int sizeBytes() {
            return bytes.capacity();
        }

        @Override
        public void free() {
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
