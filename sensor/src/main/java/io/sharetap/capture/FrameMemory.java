package io.sharetap.capture;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayDeque;

/**
 * Keeps each slab that the reader has finished with until the last frame in it is released. The number of slabs is
 * bounded: when too many are held, no new one is given until frames are released. Also numbers the frames.
 */
final class FrameMemory {
    /**
     * Smallest number of windows in a file that is mapped: for fewer, setting the mapping up costs more than it saves.
     */
    private static final long WINDOWS_WORTHWHILE = 16;

    private final CaptureMemory bounds;
    private final ArrayDeque<Retired> retired = new ArrayDeque<>();
    private final ArrayDeque<Block> idleBlocks = new ArrayDeque<>();
    private long lastFrameNumber;
    private long releasedFrameNumber;
    private int blocks;
    private int windows;

    FrameMemory(CaptureMemory bounds) {
        this.bounds = bounds;
    }

    /** Numbers the frame that is given now. */
    long nextFrameNumber() {
        return ++lastFrameNumber;
    }

    /** Gives a block of at least {@code sizeBytes}, or null while too many are in use. */
    Slab takeBlock(int sizeBytes) {
        Block idle = sizeBytes <= bounds.blockBytes() ? idleBlocks.poll() : null;
        if (idle != null) {
            return idle;
        }
        if (blocks >= bounds.blocksMax()) {
            if (idleBlocks.isEmpty()) {
                return null;
            }
            idleBlocks.poll().discard(); // too small, but discarding it makes room for one that is large enough
        }
        blocks++;
        return new Block(Unpooled.directBuffer(Math.max(sizeBytes, bounds.blockBytes())));
    }

    /** Whether a file of that size is large enough to be mapped. */
    boolean takesWindowsOf(long fileBytes) {
        return bounds.windowsMax() > 0 && fileBytes >= WINDOWS_WORTHWHILE * bounds.windowBytes();
    }

    int windowBytes() {
        return bounds.windowBytes();
    }

    boolean hasRoomForWindow() {
        return windows < bounds.windowsMax();
    }

    /** Wraps a mapped part of a file; it is unmapped once its frames are released. */
    Slab window(LeasedFile.Mapping mapped) {
        windows++;
        return new Window(mapped);
    }

    /** The reader is done with {@code slab}; frames given so far may lie in it. */
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

    int blocks() {
        return blocks;
    }

    private record Retired(Slab slab, long lastFrameNumber) {}

    private final class Block extends Slab {
        private Block(ByteBuf bytes) {
            super(bytes);
        }

        @Override
        void free() {
            if (sizeBytes() == bounds.blockBytes()) {
                idleBlocks.push(this);
            } else {
                discard();
            }
        }

        private void discard() {
            blocks--;
            bytes().release();
        }
    }

    private final class Window extends Slab {
        private final LeasedFile.Mapping mapped;

        private Window(LeasedFile.Mapping mapped) {
            super(Unpooled.wrappedBuffer(mapped.buffer()));
            this.mapped = mapped;
        }

        /**
         * After the release netty refuses any late read, which would otherwise touch memory that belongs to something
         * else.
         */
        @Override
        void free() {
            windows--;
            bytes().release();
            mapped.unmap();
        }
    }
}
