package io.sharetap.capture;

import java.io.IOException;
import java.nio.channels.FileChannel;

/**
 * Gives the bytes of an uncompressed file through windows that are mapped one after the other: each begins where the
 * last one could not go on, so that what lies across an edge is whole in the next.
 */
final class MappedSupply extends ByteSupply {
    private final FileChannel file;
    private final long sizeBytes;

    MappedSupply(FileChannel file, FrameMemory frameMemory) throws IOException {
        super(frameMemory);
        this.file = file;
        this.sizeBytes = file.size();
    }

    @Override
    protected Readiness refill(int count) {
        long from = offset();
        long left = sizeBytes - from;
        if (left >= count) {
            return remap(from, left, count);
        }
        // Less is left than was asked for: it is shown all the same, since a few bytes left over are damage.
        Readiness rest = left > available() ? remap(from, left, (int) left) : Readiness.ENDED;
        return rest == Readiness.READY ? Readiness.ENDED : rest;
    }

    private Readiness remap(long from, long left, int count) {
        int windowBytes =
                (int) Math.min(left, Math.max(count, frameMemory.bounds().windowBytes()));
        Slab next;
        try {
            next = frameMemory.map(file, from, windowBytes);
        } catch (IOException unmappable) {
            fail("cannot be mapped: " + CaptureInput.reasonOf(unmappable));
            return Readiness.ENDED;
        }
        if (next == null) {
            return Readiness.WAITING;
        }
        retireSlab();
        slab = next;
        slabOffset = from;
        end = windowBytes;
        return Readiness.READY;
    }

    @Override
    long storedBytesRead() {
        return offset();
    }

    @Override
    boolean isWhole() {
        try {
            return file.size() >= slabOffset + end;
        } catch (IOException unknown) {
            return true;
        }
    }

    @Override
    void close() {
        slabOffset = offset();
        retireSlab();
        CaptureInput.closeQuietly(file);
    }
}
