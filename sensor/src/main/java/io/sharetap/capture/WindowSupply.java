package io.sharetap.capture;

import java.nio.ByteBuffer;

/**
 * Gives the bytes of an uncompressed file where the kernel already has them: in its page cache, mapped through one
 * window after the other. A window begins on the page in which the one before could not go on, so that a record which
 * crosses the edge is whole in the next.
 *
 * <p>Most frames only need counting, and mapping saves copying bytes that nobody looks at. The frames' heads then lie
 * far apart in memory, and each would cost a cache miss. So several are touched together, well before their turn, at
 * the places that the last record's length lets us expect. These reads do not depend on each other, so the processor
 * has all of them under way at once. A wrong guess costs only the touch.
 *
 * <p>Parts of the file that are not in memory are read in blocks, as any other file is: the kernel then reads ahead,
 * which it hardly does for page faults. The rest of the file is read in blocks, too, as soon as another process wants
 * to write to it.
 */
final class WindowSupply extends ByteSupply {
    /** The largest page size of any machine. */
    private static final int PAGE_BYTES = 64 << 10;

    /** Polls between two checks of the lease. 16 polls take some thousand frames; a check costs as much as four. */
    private static final int LOOKS_FOR_ONE_QUESTION = 16;

    private static final int HEADS_AT_ONCE = 8;
    /** For longer records the wait for a head matters little. */
    private static final int RECORD_BYTES_MAX = 16 << 10;

    // Offsets from the begin of a record, whose header lies on its first cache line: the frame's own headers, and the
    // first header of their payload.
    private static final int SECOND_LINE = 64;
    private static final int THIRD_LINE = 104;

    private final FileInput input;
    /** Null after it was given up. */
    private LeasedFile file;
    /** The window that is in use; null where a block is. */
    private ByteBuffer shown;

    private int looks;
    /** Offset in the capture up to which it is read in blocks, as that part was not in memory. */
    private long blocksTo;
    /** Written only to keep the compiler from removing reads that serve the cache alone. */
    private int touched;

    /** Takes the file in both ways; {@code input} must read the very file that {@code file} maps. */
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

    /** Maps the next window. Returns false where the part is to be read in blocks. */
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

    /**
     * Gives the file up where another process wants it. Windows stay mapped, under the lease, until their frames are
     * released.
     */
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
