package io.sharetap.capture;

import io.netty.buffer.ByteBuf;
import java.io.IOException;

/**
 * Gives the bytes of one capture in order, each requested stretch in one contiguous piece of memory. The bytes are read
 * in blocks, which are used again once their frames are released ({@link FrameMemory}). A stretch that crosses the end
 * of a block is moved to the beginning of the next.
 */
class ByteSupply {
    private final ByteInput input;
    protected final FrameMemory frameMemory;
    /** Null before the first read, and after bytes were skipped. */
    private Slab slab;
    /** Index in the slab of the next byte, and the index behind the last byte that the slab holds so far. */
    protected int at;

    protected int end;
    /** Index in the slab up to which {@link #fetchAhead} need not be called again. */
    private int nearTo;
    /** Bytes of the capture before the slab's first. */
    private long slabOffset;

    private boolean ended;
    private String failure;

    ByteSupply(ByteInput input, FrameMemory frameMemory) {
        this.input = input;
        this.frameMemory = frameMemory;
    }

    /** Brings the next {@code count} bytes into one piece of memory. */
    final Readiness ensure(int count) {
        return end - at >= count ? Readiness.READY : refill(count);
    }

    /** Called when fewer than {@code count} bytes are at hand. */
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

    /** Reads once per call, so that all that came before a failure of the input is delivered first. */
    private void readMore() {
        int count = -1;
        try {
            count = input.read(slab.bytes(), end, slab.sizeBytes() - end);
        } catch (IOException broken) {
            failure = CaptureInput.reasonOf(broken);
        }
        ended = count < 0;
        end += Math.max(0, count);
    }

    /** Skips bytes that are not in memory, as far as the input can do so without reading them. Returns how many. */
    protected long pass(long count) {
        return input.pass(count);
    }

    /** Bytes of the input as it is stored (still compressed, where it is) that were read so far. */
    long storedBytesRead() {
        return input.storedBytesRead();
    }

    /** Called before each poll: a supply that holds the file locked may look whether another process wants it. */
    void look() {
        // A file that is read is not locked: nobody has to wait for it.
    }

    /** Closes the input. The memory lives on until its frames are released. */
    void close() {
        retireSlab();
        ended = true;
        CaptureInput.closeQuietly(input);
    }

    /** The memory that holds the next bytes; valid after {@link #ensure}. */
    final ByteBuf memory() {
        return slab.bytes();
    }

    /** Index in {@link #memory} of the next byte. */
    final int position() {
        return at;
    }

    /** Bytes that can be read without calling {@link #ensure}. */
    final int available() {
        return end - at;
    }

    /** Offset of the next byte in the unpacked capture. */
    final long offset() {
        return slabOffset + at;
    }

    /** Steps over a record, or a part of one, that is in memory. */
    final void advance(int count) {
        at += count;
        if (at >= nearTo) {
            nearTo = fetchAhead(count);
        }
    }

    /**
     * Brings the heads of coming frames, which are likely to be looked at soon, into the processor's cache. Returns the
     * index in the slab up to which this suffices.
     *
     * @param recordBytes length of the last record; the next ones are expected to be as long
     */
    protected int fetchAhead(int recordBytes) {
        return Integer.MAX_VALUE; // bytes that were just read are in the cache
    }

    /** Skips {@code count} bytes. Returns how many are still to be skipped, where it had to wait or the input ended. */
    final long skip(long count) {
        long left = count;
        while (left > 0) {
            int step = (int) Math.min(left, available());
            at += step;
            left -= step;
            if (left > 0) {
                retireSlab();
                long passed = pass(left);
                slabOffset += passed;
                left -= passed;
                if (left > 0 && ensure(1) != Readiness.READY) {
                    return left;
                }
            }
        }
        return 0;
    }

    /** Why the input could not be read on, in words for people; null where it simply ended. */
    final String failure() {
        return failure;
    }

    /** Continues in slab {@code next}, whose bytes from index {@code at} to {@code end} follow those read so far. */
    protected final void show(Slab next, int at, int end) {
        retireSlab();
        slab = next;
        slabOffset -= at;
        this.at = at;
        this.end = end;
        nearTo = 0;
    }

    /** Hands the slab to {@link FrameMemory}; bytes in it that were not read yet are dropped. */
    protected final void retireSlab() {
        slabOffset = offset();
        if (slab != null) {
            frameMemory.retire(slab);
            slab = null;
        }
        at = 0;
        end = 0;
    }
}
