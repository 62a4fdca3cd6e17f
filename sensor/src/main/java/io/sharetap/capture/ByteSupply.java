package io.sharetap.capture;

import io.netty.buffer.ByteBuf;
import java.io.IOException;

/**
 * Gives the bytes of one capture in their order, each stretch that is asked for in one piece of memory: in blocks that
 * are used again once their frames are released ({@link FrameMemory}). What lies across the end of a block moves to the
 * beginning of the next.
 */
class ByteSupply {
    private final ByteInput input;
    protected final FrameMemory frameMemory;
    /** Null: none was needed yet, or bytes were passed over. */
    private Slab slab;
    /** Where the next byte lies in the slab, and behind which the slab holds nothing (yet). */
    protected int at;

    protected int end;
    /** Up to where in the slab nothing needs to be fetched ahead. */
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

    /** One read a call: an input that fails has then given all that it had before. */
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

    /** Passes over bytes that are not at hand, as far as that can be done without reading them; gives how many. */
    protected long pass(long count) {
        return input.pass(count);
    }

    /** Bytes of the stored input, compressed as it may be, that were read so far. */
    long storedBytesRead() {
        return input.storedBytesRead();
    }

    /** Called before frames are given again: somebody may want the file. */
    void look() {
        // Nobody has to wait for what was read.
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

    /** Where in {@link #memory} the next byte lies. */
    final int position() {
        return at;
    }

    /** Bytes at hand without asking for more. */
    final int available() {
        return end - at;
    }

    /** The next byte's place in the capture, counted unpacked. */
    final long offset() {
        return slabOffset + at;
    }

    /** Passes over a record, or a part of one. */
    final void advance(int count) {
        at += count;
        if (at >= nearTo) {
            nearTo = fetchAhead(count);
        }
    }

    /**
     * Brings what is likely to be looked at from the slab's place {@link #at} on into the processor's cache, where it
     * is not yet; gives up to where that is enough.
     *
     * @param recordBytes what the last record took, as others may
     */
    protected int fetchAhead(int recordBytes) {
        return Integer.MAX_VALUE; // what was read is there
    }

    /** Passes over {@code count} bytes; gives how many are still to be passed over when it had to wait or ended. */
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

    /** Why the input ended, where it was not its end: for people, or null. */
    final String failure() {
        return failure;
    }

    /** Goes on in {@code next}, from {@code at} on. */
    protected final void show(Slab next, int at, int end) {
        retireSlab();
        slab = next;
        slabOffset -= at;
        this.at = at;
        this.end = end;
        nearTo = 0;
    }

    /** Leaves the slab, and with it what was not asked for. */
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
