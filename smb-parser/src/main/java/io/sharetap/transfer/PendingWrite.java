package io.sharetap.transfer;

import io.sharetap.base.ByteWindow;
import io.sharetap.base.Moment;
import io.sharetap.smb.SmbWrite;
import java.util.Arrays;

/** Holds the bytes of one WRITE until the server answers. Reused. */
final class PendingWrite implements ByteSource, ChunkOwner {
    private static final int GAPS_MAX = 64;

    private final AssemblyState state;
    final ChunkMap chunks;

    /** The file of this write; null: it was given up, and further bytes are ignored. */
    FileInAssembly file;

    OpenFile open;
    PendingWrite before;
    PendingWrite behind;

    long offset;
    int dataBytes;
    long firstByteNanos;
    long lastByteNanos;
    long lastByteFrame;
    /** Whether bytes that come are kept in {@link #chunks}. */
    private boolean staging;
    /** Bytes from the first on that were kept, where they came; behind them there was no room. */
    private int stagedTo;

    private boolean judgedOther;
    private int first;
    private int second;
    private int next;
    private int[] gaps = new int[8];
    private int gapCount;

    PendingWrite(AssemblyState state) {
        this.state = state;
        chunks = new ChunkMap(state.store, this);
    }

    void begin(FileInAssembly file, OpenFile open, SmbWrite write, Moment now) {
        this.file = file;
        this.open = open;
        chunks.belongTo(file.pair);
        offset = write.fileOffset();
        dataBytes = write.dataBytes();
        firstByteNanos = now.epochNanos();
        came(now);
        judgedOther = false;
        first = -1;
        second = -1;
        next = 0;
        gapCount = 0;
        // The beginning of a file is always looked at: it may become a program.
        staging = file.content.wantsBytes() || offset == 0 || offset == 1;
        stagedTo = staging ? Integer.MAX_VALUE : 0;
    }

    /** The write belongs to another file after all. */
    void moveTo(FileInAssembly other) {
        file.content.hash().withdrawn(this);
        if (judgedOther) {
            file.content.otherHeads--;
            other.content.otherHeads++;
        }
        file = other;
    }

    private void came(Moment now) {
        file.touchNanos = now.clockNanos();
        lastByteNanos = now.epochNanos();
        lastByteFrame = now.frameNumber();
    }

    /**
     * Position of the write's first byte in the staged chunks: aligned as in the file, so that whole chunks need no
     * copy.
     */
    long stagedAt() {
        return offset == SmbWrite.APPEND ? 0 : offset;
    }

    /** Whether its bytes are kept, as the file is a program or may be one. */
    boolean keepsBytes() {
        return staging;
    }

    /** Bytes from the first on that are kept, except for gaps. */
    int stagedTo() {
        return stagedTo;
    }

    /** Bytes of data that came, including gaps. */
    int reached() {
        return next;
    }

    /** The write's first byte; -1: not seen. */
    int first() {
        return first;
    }

    /** The write's second byte; -1: not seen. */
    int second() {
        return second;
    }

    /** Whether it writes the beginning of a program at offset 0. */
    boolean beginsProgram() {
        return offset == 0 && first == 'M' && second == 'Z';
    }

    int gapCount() {
        return gapCount / 2;
    }

    int gapFrom(int gap) {
        return gaps[gap * 2];
    }

    int gapTo(int gap) {
        return gaps[gap * 2 + 1];
    }

    void accept(int at, ByteWindow bytes, Moment now) {
        came(now);
        int count = Math.min(bytes.length(), dataBytes - at);
        if (at < next || count <= 0) {
            return;
        }
        gapUpTo(at);
        next = at + count;
        if (at < 2) {
            look(at, bytes);
        }
        if (staging) {
            stage(at, bytes, count);
        }
    }

    /** Whether the remaining bytes need only be counted. */
    boolean passes() {
        return !staging && next >= 2;
    }

    /** Bytes passed that need only be counted. */
    void pass(int at, int count, Moment now) {
        came(now);
        gapUpTo(at);
        next = Math.max(next, Math.min(at + count, dataBytes));
    }

    void skip(int at, int gapBytes) {
        if (at < next || gapBytes <= 0) {
            return;
        }
        gapUpTo(at);
        int end = (int) Math.min((long) at + gapBytes, dataBytes);
        addGap(at, end);
        next = Math.max(next, end);
    }

    /** Marks bytes that have not come as missing. */
    void end(int count) {
        gapUpTo(count);
    }

    @Override
    public boolean mayDrop(long index) {
        return false;
    }

    /** Gives up the write's bytes from this chunk on. */
    @Override
    public void drop(long index) {
        file.content.hash().withdrawn(this);
        staging = false;
        stagedTo = (int) Math.min(stagedTo, Math.max(0, index * ChunkStore.CHUNK_BYTES - stagedAt()));
        state.store.release(chunks.remove(index));
    }

    /** Frees everything that was held for this write. */
    void clear() {
        file.content.hash().withdrawn(this);
        if (judgedOther) {
            file.content.otherHeads--;
        }
        chunks.releaseAll();
        file = null;
        open = null;
    }

    /** Reads staged bytes by their position in the file; not for data that is appended. */
    @Override
    public int read(long fileOffset, byte[] target, int targetAt, int count) {
        int done = 0;
        while (done < count) {
            long at = fileOffset + done;
            int inChunk = (int) (at % ChunkStore.CHUNK_BYTES);
            int step = Math.min(count - done, ChunkStore.CHUNK_BYTES - inChunk);
            int slot = chunks.get(at / ChunkStore.CHUNK_BYTES);
            if (slot == ChunkMap.NONE || !state.store.read(slot, inChunk, target, targetAt + done, step)) {
                return done;
            }
            done += step;
        }
        return done;
    }

    private void look(int at, ByteWindow bytes) {
        for (int i = at; i < 2 && i < at + bytes.length(); i++) {
            if (i == 0) {
                first = bytes.u8(i - at);
            } else {
                second = bytes.u8(i - at);
            }
        }
        if (!judgedOther && offset == 0 && file.content.wouldBeOther(first, second)) {
            judgedOther = true;
            file.content.otherHeads++;
            staging = false;
            stagedTo = 0;
            chunks.releaseAll();
        }
    }

    private void stage(int at, ByteWindow bytes, int count) {
        long position = stagedAt() + at;
        int from = 0;
        while (from < count) {
            long index = position / ChunkStore.CHUNK_BYTES;
            int inChunk = (int) (position % ChunkStore.CHUNK_BYTES);
            int step = Math.min(count - from, ChunkStore.CHUNK_BYTES - inChunk);
            int slot = chunks.get(index);
            if (slot == ChunkMap.NONE && file.content.roomFor(index, chunks.size() + 1)) {
                slot = state.store.take(chunks, index);
            }
            if (slot == ChunkMap.NONE || !state.store.write(slot, inChunk, bytes, from, step)) {
                staging = false;
                stagedTo = at + from;
                return;
            }
            from += step;
            position += step;
            file.content.takenBytes += step;
        }
        boolean chunkFull = position % ChunkStore.CHUNK_BYTES < count;
        if (chunkFull || next == dataBytes) {
            file.content.hashAhead(this);
        }
    }

    private void gapUpTo(int at) {
        if (at > next) {
            addGap(next, at);
            next = at;
        }
    }

    private void addGap(int from, int to) {
        if (gapCount > 0 && gaps[gapCount - 1] == from || gapCount == 2 * GAPS_MAX) {
            gaps[gapCount - 1] = to; // beyond the bound, the last gap includes the bytes between
            return;
        }
        if (gapCount == gaps.length) {
            gaps = Arrays.copyOf(gaps, gapCount * 2);
        }
        gaps[gapCount++] = from;
        gaps[gapCount++] = to;
    }
}
