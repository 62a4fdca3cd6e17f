package io.sharetap.transfer;

import java.util.Arrays;

/** Holds the chunks of one file's content, and marks their bytes as kept. */
final class KeptBytes {
    private static final int CHUNK = ChunkStore.CHUNK_BYTES;

    private final AssemblyState state;
    private final FileContent owner;
    private final ByteStates bytes;
    private final ChunkMap chunks;

    KeptBytes(AssemblyState state, FileContent owner, ByteStates bytes, HostPair pair) {
        this.state = state;
        this.owner = owner;
        this.bytes = bytes;
        chunks = new ChunkMap(state.store, owner);
        chunks.belongTo(pair);
    }

    /** Chunks in use. */
    int chunks() {
        return chunks.size();
    }

    boolean has(long index) {
        return chunks.get(index) != ChunkMap.NONE;
    }

    /** Takes over a range from chunks with the same alignment: whole chunks without a copy; the rest is copied. */
    private void adopt(ChunkMap from, long start, long end) {
        long at = start;
        while (at < end) {
            long index = at / CHUNK;
            int inChunk = (int) (at % CHUNK);
            int step = (int) Math.min(CHUNK - inChunk, end - at);
            int theirs = from.get(index);
            if (theirs == ChunkMap.NONE) {
                mark(at, step, false);
            } else if (has(index)) {
                mark(at, step, state.store.copy(theirs, inChunk, chunks.get(index), inChunk, step));
            } else if (owner.roomFor(index, 1)) {
                state.store.assign(from.remove(index), chunks, index);
                mark(at, step, true);
            } else {
                mark(at, step, false);
            }
            at += step;
        }
    }

    /** Takes over the first {@code count} bytes of a write, to {@code offset} in the file. */
    void take(PendingWrite write, long offset, int count) {
        if (write.stagedAt() == offset) {
            adopt(write.chunks, offset, offset + count);
        } else {
            copy(write.chunks, write.stagedAt(), offset, count, false);
        }
    }

    /**
     * Copies {@code count} bytes at {@code fromAt} in chunks to {@code to} in the file.
     *
     * @param lastFirst backwards
     */
    private void copy(ChunkMap from, long fromAt, long to, long count, boolean lastFirst) {
        long done = 0;
        while (done < count) {
            long left = count - done;
            int step = lastFirst
                    ? inOneChunkBefore(fromAt + left, to + left, left)
                    : inOneChunkFrom(fromAt + done, to + done, left);
            long at = lastFirst ? left - step : done;
            long source = fromAt + at;
            long target = to + at;
            boolean copied = ensure(target / CHUNK)
                    && from.get(source / CHUNK) != ChunkMap.NONE
                    && state.store.copy(
                            from.get(source / CHUNK),
                            (int) (source % CHUNK),
                            chunks.get(target / CHUNK),
                            (int) (target % CHUNK),
                            step);
            mark(target, step, copied);
            owner.takenBytes += step;
            done += step;
        }
    }

    /** How many of the bytes from two positions on lie in one chunk each. */
    private static int inOneChunkFrom(long source, long target, long count) {
        return (int) Math.min(CHUNK - Math.max(source % CHUNK, target % CHUNK), count);
    }

    /** How many of the bytes before two positions lie in one chunk each. */
    private static int inOneChunkBefore(long source, long target, long count) {
        return (int) Math.min(1 + Math.min((source - 1) % CHUNK, (target - 1) % CHUNK), count);
    }

    /**
     * Copies the known bytes of a range of another file, or of this one, into this file. Where a range overlaps with
     * its higher target, it is copied backwards: the server also reads before it writes.
     */
    void copyKnown(FileContent source, long from, long to, long count) {
        boolean lastFirst = source == owner && from < to && to - from < count;
        long done = 0;
        while (done < count) {
            long left = count - done;
            long at = lastFirst ? from + left - 1 : from + done;
            int run = source.bytes().runAt(at);
            byte known = at < source.size() ? source.bytes().state(run) : ByteStates.UNKNOWN;
            long step;
            if (lastFirst) {
                long start = Math.max(from, source.bytes().start(run));
                at = at < source.size() ? start : Math.max(start, source.size());
                step = from + left - at;
            } else {
                step = Math.min(left, source.bytes().end(run) - at);
                if (at < source.size()) {
                    step = Math.min(step, source.size() - at);
                }
            }
            copyRun(source, known, at, to + (at - from), step, lastFirst);
            done += step;
        }
    }

    private void copyRun(FileContent source, byte known, long at, long to, long count, boolean lastFirst) {
        if (known == ByteStates.KEPT && owner.wantsBytes()) {
            copy(source.kept().chunks, at, to, count, lastFirst);
        } else {
            boolean seen = known == ByteStates.PASSED && source.kind() == ContentKind.OTHER;
            byte here = known == ByteStates.KEPT || seen ? ByteStates.PASSED : ByteStates.UNKNOWN;
            bytes.set(to, to + count, known == ByteStates.ZERO ? ByteStates.ZERO : here);
        }
    }

    /** Copies bytes of a file as {@link Content#read} does. */
    static int read(FileContent file, long fileOffset, byte[] target, int targetAt, int count) {
        ByteStates bytes = file.bytes();
        int done = 0;
        while (done < count) {
            long at = fileOffset + done;
            if (at < 0 || at >= file.size()) {
                return done;
            }
            int run = bytes.runAt(at);
            int step = (int) Math.min(count - done, Math.min(bytes.end(run), file.size()) - at);
            if (bytes.state(run) == ByteStates.ZERO) {
                Arrays.fill(target, targetAt + done, targetAt + done + step, (byte) 0);
            } else if (bytes.state(run) == ByteStates.KEPT) {
                step = Math.min(step, CHUNK - (int) (at % CHUNK));
                if (!file.kept().read(at, target, targetAt + done, step)) {
                    return done;
                }
            } else {
                return done;
            }
            done += step;
        }
        return done;
    }

    /** Copies kept bytes, within one chunk. Returns false where they were lost after all. */
    boolean read(long at, byte[] target, int targetAt, int count) {
        long index = at / CHUNK;
        int slot = chunks.get(index);
        if (slot != ChunkMap.NONE && state.store.read(slot, (int) (at % CHUNK), target, targetAt, count)) {
            return true;
        }
        bytes.change(index * CHUNK, index * CHUNK + CHUNK, ByteStates.KEPT, ByteStates.MISSED);
        return false;
    }

    /** The byte at a position; -1 where it is not kept. */
    int byteAt(long position) {
        return bytes.at(position) == ByteStates.KEPT && read(position, state.oneByte, 0, 1)
                ? state.oneByte[0] & 0xFF
                : -1;
    }

    void drop(long index) {
        bytes.change(index * CHUNK, index * CHUNK + CHUNK, ByteStates.KEPT, ByteStates.PASSED);
        int slot = chunks.remove(index);
        if (slot != ChunkMap.NONE) {
            state.store.release(slot);
        }
    }

    /** Drops the last chunk of the file, if it lies behind this one. Returns false where there is none. */
    boolean dropBehind(long index) {
        long furthest = chunks.furthest();
        if (furthest <= index) {
            return false;
        }
        owner.drop(furthest);
        return true;
    }

    /** Drops all chunks except those that contain bytes of the list; null: all. */
    void dropAllBut(KeepList keep) {
        for (long index : chunks.sortedIndexes()) {
            if (keep == null || !keep.meets(index * CHUNK, index * CHUNK + CHUNK)) {
                drop(index);
            }
        }
    }

    /** Frees the chunks from an index on; their bytes must have been marked otherwise. */
    void releaseFrom(long index) {
        chunks.releaseFrom(index);
    }

    private boolean ensure(long index) {
        return has(index) || owner.roomFor(index, 1) && state.store.take(chunks, index) != ChunkMap.NONE;
    }

    /** Marks bytes as kept or, where there was no room for them, as only seen. */
    private void mark(long at, int count, boolean kept) {
        bytes.set(at, at + count, kept ? ByteStates.KEPT : ByteStates.PASSED);
    }
}
