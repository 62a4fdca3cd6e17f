package io.sharetap.capture;

import io.netty.buffer.ByteBuf;

/**
 * Gives the bytes of one capture in their order, each stretch that is asked for in one piece of memory.
 *
 * <p>Memory that was left behind stays readable until the frames in it are released ({@link FrameMemory}).
 */
abstract class ByteSupply {
    protected final FrameMemory frameMemory;
    protected Slab slab;
    /** Where the next byte lies in the slab, and behind which the slab holds nothing (yet). */
    protected int at;

    protected int end;
    /** Bytes of the capture before the slab's first. */
    protected long slabOffset;

    private String failure;

    protected ByteSupply(FrameMemory frameMemory) {
        this.frameMemory = frameMemory;
    }

    /** Brings the next {@code count} bytes into one piece of memory. */
    final Readiness ensure(int count) {
        return end - at >= count ? Readiness.READY : refill(count);
    }

    /** Called when fewer than {@code count} bytes are at hand. */
    protected abstract Readiness refill(int count);

    /** Bytes of the stored input, compressed as it may be, that were read so far. */
    abstract long storedBytesRead();

    /** False: the file has lost bytes since; they must not be touched any more. */
    boolean isWhole() {
        return true;
    }

    /** Closes the input. The memory lives on until its frames are released. */
    abstract void close();

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

    final void advance(int count) {
        at += count;
    }

    /** Passes over {@code count} bytes; gives how many are still to be passed over when it had to wait or ended. */
    final long skip(long count) {
        long left = count;
        while (left > 0) {
            int step = (int) Math.min(left, available());
            at += step;
            left -= step;
            if (left > 0 && ensure(1) != Readiness.READY) {
                return left;
            }
        }
        return 0;
    }

    /** Why the input ended, where it was not its end: for people, or null. */
    final String failure() {
        return failure;
    }

    protected final void fail(String reason) {
        failure = reason;
    }

    protected final void retireSlab() {
        if (slab != null) {
            frameMemory.retire(slab);
            slab = null;
        }
        at = 0;
        end = 0;
    }
}
