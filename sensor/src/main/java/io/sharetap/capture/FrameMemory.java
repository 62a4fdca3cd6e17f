package io.sharetap.capture;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayDeque;

/**
 * Takes slabs that the reader has left behind and keeps each until the last frame in it is released; bounded: when too
 * many are held, there is no new one until something is released. Also numbers the frames.
 */
final class FrameMemory {
    /** With fewer, what the way to them costs at the start is not earned back. */
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

    /** The number of a frame that is given now. */
    long nextFrameNumber() {
        return ++lastFrameNumber;
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

    /** True: a file of that size is worth windows. */
    boolean takesWindowsOf(long fileBytes) {
        return bounds.windowsMax() > 0 && fileBytes >= WINDOWS_WORTHWHILE * bounds.windowBytes();
    }

    int windowBytes() {
        return bounds.windowBytes();
    }

    boolean hasRoomForWindow() {
        return windows < bounds.windowsMax();
    }

    /** Takes a part of a file, which it unmaps in its turn. */
    Slab window(LeasedFile.Mapping mapped) {
        windows++;
        return new Window(mapped);
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

    int blocks() {
        return blocks;
    }

    int windows() {
        return windows;
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

        /** Netty refuses a read that comes too late, so that none touches memory which is another's by then. */
        @Override
        void free() {
            windows--;
            bytes().release();
            mapped.unmap();
        }
    }
}
