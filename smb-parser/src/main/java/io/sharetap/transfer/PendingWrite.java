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

    /** Whose write this is; null: it is given up, what still comes of it counts no more. */
    FileInAssembly file;

    OpenFile open;
    PendingWrite before;
    PendingWrite behind;

    long offset;
    int dataBytes;
    long firstByteNanos;
    long lastByteNanos;
    long lastByteFrame;
    /** True: bytes that come are kept in {@link #chunks}. */
    private boolean staging;
    /** Bytes from the first on that were kept, where they came; there was no room for those behind. */
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
        // What begins a file is looked at whatever the file was: it may become a program.
        staging = file.content.wantsBytes() || offset == 0 || offset == 1;
        stagedTo = staging ? Integer.MAX_VALUE : 0;
    }

    /** It turns out to be another file's. */
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

    /** Position in the staged chunks of the write's first byte: as in the file, so that whole chunks need no copy. */
    long stagedAt() {
        return offset == SmbWrite.APPEND ? 0 : offset;
    }

    /** True: its bytes are kept, as the file is a program or may be one. */
    boolean keepsBytes() {
        return staging;
    }

    /** Bytes from the first on that are kept, but for gaps. */
    int stagedTo() {
        return stagedTo;
    }

    /** Bytes of data that came, gaps counted. */
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

    /** True: it writes what programs begin with, where they have it. */
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

    /** True: the bytes that are still to come need only be counted. */
    boolean passes() {
        return !staging && next >= 2;
    }

    /** Bytes come that need only be counted. */
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

    /** Notes that what did not come until now will not come. */
    void end(int count) {
        gapUpTo(count);
    }

    @Override
    public boolean mayDrop(long index) {
        return false;
    }

    /** Gives the write's bytes up from this chunk on. */
    @Override
    public void drop(long index) {
        file.content.hash().withdrawn(this);
        staging = false;
        stagedTo = (int) Math.min(stagedTo, Math.max(0, index * ChunkStore.CHUNK_BYTES - stagedAt()));
        state.store.release(chunks.remove(index));
    }

    /** Lets go of everything that was held for this write. */
    void clear() {
        file.content.hash().withdrawn(this);
        if (judgedOther) {
            file.content.otherHeads--;
        }
        chunks.releaseAll();
        file = null;
        open = null;
    }

    /** Bytes that are staged, by their position in the file; not of what is appended. */
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
            gaps[gapCount - 1] = to; // beyond the bound the last gap takes in what lies between
            return;
        }
        if (gapCount == gaps.length) {
            gaps = Arrays.copyOf(gaps, gapCount * 2);
        }
        gaps[gapCount++] = from;
        gaps[gapCount++] = to;
    }
}
