package io.sharetap.capture;

import java.nio.ByteBuffer;

/**
 * Gives the bytes of an uncompressed file where the kernel has them, through windows that are mapped one after the
 * other. Each begins on the page on which the last one could not go on, so that what lies across an edge is whole in
 * the next.
 *
 * <p>Where most frames only need counting, that saves copying what nobody looks at. Heads of frames, which then lie far
 * apart in memory, would each be waited for: some are touched together well before their turn, where the length of the
 * last record lets expect them. None of these reads depends on another, so that the processor has all of them under way
 * at once. Where the guess is wrong, nothing is lost but the touch.
 *
 * <p>What is not in memory is read by blocks, as any other file is: the kernel then reads ahead, which it hardly does
 * for whoever waits page by page. So is all that is left as soon as somebody wants to write to the file.
 */
final class WindowSupply extends ByteSupply {
    /** No machine has larger ones. */
    private static final int PAGE_BYTES = 64 << 10;

    /** Some thousand frames: a question takes as long as four of them. */
    private static final int LOOKS_FOR_ONE_QUESTION = 16;

    private static final int HEADS_AT_ONCE = 8;
    /** Of longer records it matters little how long one waits for the head. */
    private static final int RECORD_BYTES_MAX = 16 << 10;

    // Behind a record's begin, on whose line of the processor's cache its header lies: its frame's headers, and the
    // first
    // header of what that carries.
    private static final int SECOND_LINE = 64;
    private static final int THIRD_LINE = 104;

    private final FileInput input;
    /** Null: it was given up. */
    private LeasedFile file;
    /** The window that is shown; null: a block is. */
    private ByteBuffer shown;

    private int looks;
    /** Up to where in the capture it is read by blocks, as it was not in memory. */
    private long blocksTo;
    /** Keeps the compiler from leaving out what is read for the cache alone. */
    private int touched;

    /** Takes the file both ways; {@code input} is to read the very same one. */
    WindowSupply(LeasedFile file, FileInput input, FrameMemory frameMemory) {
        super(input, frameMemory);
        this.file = file;
        this.input = input;
    }

    @Override
    protected Readiness refill(int count) {
        if (file == null || offset() < blocksTo) {
            return super.refill(count);
        }
        long left = file.sizeBytes() - offset();
        if (left > available()) {
            if (!frameMemory.hasRoomForWindow()) {
                return Readiness.WAITING;
            }
            if (!map(left, count)) {
                goOnByBlocks();
                return super.refill(count);
            }
        }
        return available() >= count ? Readiness.READY : Readiness.ENDED;
    }

    /** False: it is to be read. */
    private boolean map(long left, int count) {
        long from = offset();
        int intoPage = (int) (from % PAGE_BYTES);
        int bytes = (int) Math.min(left, Math.max(count, frameMemory.windowBytes())) + intoPage;
        LeasedFile.Mapping next = file.map(from - intoPage, bytes);
        if (next == null) {
            blocksTo = from + frameMemory.windowBytes();
            return false;
        }
        show(frameMemory.window(next), intoPage, bytes);
        shown = next.buffer();
        return true;
    }

    private void goOnByBlocks() {
        if (shown != null) {
            retireSlab();
            shown = null;
            input.moveTo(offset());
        }
    }

    @Override
    protected int fetchAhead(int recordBytes) {
        int first = at + HEADS_AT_ONCE * recordBytes;
        int behind = first + HEADS_AT_ONCE * recordBytes;
        if (shown == null) {
            return super.fetchAhead(recordBytes);
        }
        if (recordBytes <= RECORD_BYTES_MAX && behind + THIRD_LINE < end) {
            int sum = 0;
            for (int place = first; place < behind; place += recordBytes) {
                sum += shown.get(place) + shown.get(place + SECOND_LINE) + shown.get(place + THIRD_LINE);
            }
            touched += sum;
        }
        return first;
    }

    /** What is mapped stays so until its frames are released, and so does the lease. */
    @Override
    void look() {
        looks++;
        if (file != null && looks % LOOKS_FOR_ONE_QUESTION == 0 && file.isWanted()) {
            goOnByBlocks();
            file.close();
            file = null;
        }
    }

    @Override
    protected long pass(long count) {
        return shown == null ? super.pass(count) : Math.min(count, file.sizeBytes() - offset());
    }

    @Override
    long storedBytesRead() {
        return shown == null ? super.storedBytesRead() : offset();
    }

    @Override
    void close() {
        super.close();
        if (file != null) {
            file.close();
            file = null;
        }
    }
}
