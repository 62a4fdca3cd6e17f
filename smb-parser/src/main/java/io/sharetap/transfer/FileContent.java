package io.sharetap.transfer;

import io.sharetap.base.Anomaly;
import io.sharetap.smb.SmbWrite;
import java.util.List;

/**
 * Takes confirmed writes and ends of file, gives the bytes of one file as the server's disk holds them, as far as they
 * are known: what was written is in chunks, what nobody wrote in a new file reads as zeros, the rest is unknown.
 */
final class FileContent implements Content, ByteSource, ChunkOwner {
    private static final int CHUNK = ChunkStore.CHUNK_BYTES;
    /** Bytes that {@code smb.head_sha256} covers. */
    static final int HEAD_BYTES = 4_096;

    private final AssemblyState state;
    private final ByteStates bytes;
    private HostPair pair;
    /** Empty objects shared by all files, until a byte is kept: most files are no programs. */
    private KeptBytes kept;

    private PrefixHash hash;

    private long size;
    /** Whether nothing of an older file lies behind {@link #size}. */
    private boolean sizeKnown;

    private ContentKind kind = ContentKind.UNDECIDED;
    private boolean programByName;
    private final FirstBytes beginning = new FirstBytes();
    private KeepList keep;
    private long dropFrom;
    private Verdict verdict;

    /** Bytes that really came for it, from packets or from another file. */
    long takenBytes;
    /** WRITEs at offset 0 that wait for their answer and do not begin like a program. */
    int otherHeads;

    FileContent(AssemblyState state, HostPair pair, boolean programByName) {
        this.state = state;
        bytes = new ByteStates(state.runs, pair.ranges);
        begin(pair, programByName);
    }

    /** Becomes the content of a new file; the former content must have been freed. */
    void begin(HostPair ofPair, boolean ofProgramByName) {
        pair = ofPair;
        programByName = ofProgramByName;
        bytes.belongTo(ofPair.ranges);
        kept = state.noBytes;
        hash = state.noHash;
        size = 0;
        sizeKnown = false;
        takenBytes = 0;
        otherHeads = 0;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public boolean whole() {
        return keptEnd(0) == size; // a file with zeros that nobody wrote may be complete, too; but that is rare
    }

    /** Whether the file ends at its size, rather than having unknown bytes behind it. */
    boolean sizeKnown() {
        return sizeKnown;
    }

    ContentKind kind() {
        return kind;
    }

    KeptBytes kept() {
        return kept;
    }

    PrefixHash hash() {
        return hash;
    }

    /** Hashes the bytes so far of a waiting WRITE, if it is the next part of a program. */
    void hashAhead(PendingWrite write) {
        if (hash != state.noHash || kind == ContentKind.PROGRAM || write.beginsProgram()) {
            needKept();
            hash.advance(write);
        }
    }

    ByteStates bytes() {
        return bytes;
    }

    /** Whether chunks are held for it. */
    boolean holdsChunks() {
        return kept.chunks() > 0;
    }

    /** The file has a program's name: its bytes are kept whatever it begins with. */
    void named(boolean program) {
        programByName = program;
        decide();
    }

    /** Whether the bytes of a write may be needed. */
    boolean wantsBytes() {
        return kind == ContentKind.PROGRAM || kind == ContentKind.UNDECIDED && otherHeads == 0;
    }

    /** Whether a file that begins with these bytes, of which -1 is not known yet, would be no program. */
    boolean wouldBeOther(int firstByte, int secondByte) {
        return kind != ContentKind.PROGRAM && ContentKind.of(firstByte, secondByte, programByName) == ContentKind.OTHER;
    }

    /** The file is there and empty, and the server says so. */
    void startEmpty() {
        forget();
        size = 0;
        sizeKnown = true;
    }

    /** The file existed with content that was not seen; -1: its size is not known either. */
    void startUnknown(long endOfFile) {
        forget();
        size = Math.max(0, endOfFile);
        sizeKnown = endOfFile >= 0;
    }

    /** Whether one more chunk may be held; if need be, a hashed chunk is dropped or, for the head, any behind it. */
    boolean roomFor(long index, int waiting) {
        while (kept.chunks() + waiting > state.chunksPerFileMax()) {
            if (!dropOne() && !(index < ChunkStore.HEAD_CHUNKS && kept.dropBehind(index))) {
                state.ledger.note(Anomaly.CONTENT_PER_FILE_FULL);
                return false;
            }
        }
        return true;
    }

    /** Drops the first chunk that may be dropped; each is looked at only once. */
    private boolean dropOne() {
        for (; dropFrom * CHUNK < hash.cleanBytes(); dropFrom++) {
            if (kept.has(dropFrom) && mayDrop(dropFrom)) {
                drop(dropFrom++);
                return true;
            }
        }
        return false;
    }

    /** Puts the first {@code count} bytes of a write into the file. Returns false where the offset is impossible. */
    boolean write(PendingWrite write, int count) {
        long offset = write.offset == SmbWrite.APPEND ? size : write.offset;
        if (offset < 0 || offset > Long.MAX_VALUE - count - 1) {
            state.ledger.note(Anomaly.WRITE_OFFSET_INVALID);
            return false;
        }
        long end = offset + count;
        write.end(count);
        int staged = Math.min(count, write.stagedTo());
        boolean hashedAhead = hash.tookOn(write, staged);
        if (!hashedAhead) {
            rewritten(offset);
        }
        open(offset, end);
        if (staged > 0) {
            needKept();
            kept.take(write, offset, staged);
        }
        if (hashedAhead) {
            hash.arrived();
        }
        bytes.set(offset + staged, end, ByteStates.PASSED);
        for (int gap = 0; gap < write.gapCount(); gap++) {
            int to = Math.min(write.gapTo(gap), count);
            bytes.set(offset + write.gapFrom(gap), offset + to, ByteStates.MISSED);
        }
        beginning.write(offset, end, write.first(), write.second());
        grown();
        return true;
    }

    /** The server copied bytes into this file; a null source is not known. False: the offset is impossible. */
    boolean copyFrom(FileContent source, long sourceOffset, long offset, long length) {
        if (offset < 0 || length <= 0 || sourceOffset < 0 || offset > Long.MAX_VALUE - 1 - length) {
            state.ledger.note(Anomaly.WRITE_OFFSET_INVALID);
            return false;
        }
        rewritten(offset);
        needKept();
        open(offset, offset + length);
        if (source == null) {
            bytes.set(offset, offset + length, ByteStates.UNKNOWN);
        } else {
            kept.copyKnown(source, sourceOffset, offset, length);
        }
        if (offset == 0 && source != null && sourceOffset == 0) {
            beginning.write(0, length, source.beginning.first(), source.beginning.second());
        } else if (offset <= 1) {
            beginning.write(offset, offset + length, kept.byteAt(offset), kept.byteAt(offset + 1));
        }
        grown();
        return true;
    }

    /** The server made a range zeros. */
    void zeros(long from, long to) {
        rewritten(from);
        open(from, to);
        bytes.set(from, to, ByteStates.ZERO);
        beginning.write(from, to, 0, 0);
        grown();
    }

    /** The client set the end of the file, or the server told it. */
    void endOfFile(long endOfFile) {
        if (endOfFile < 0) {
            state.ledger.note(Anomaly.WRITE_OFFSET_INVALID);
            return;
        }
        if (endOfFile < size) {
            cut(endOfFile);
        } else if (endOfFile > size) {
            bytes.set(size, endOfFile, sizeKnown ? ByteStates.ZERO : ByteStates.UNKNOWN);
            verdict = null;
        }
        size = endOfFile;
        sizeKnown = true;
    }

    /** The server told a size that the writes seen do not explain: what lies behind them was not seen. */
    void sizeGiven(long endOfFile) {
        sizeKnown &= endOfFile <= size;
        if (endOfFile >= 0) {
            endOfFile(endOfFile);
        }
    }

    /** Up to a position, bytes that count as zeros may have been written unseen: they become unknown. */
    void doubtZeros(long to) {
        if (bytes.any(0, to, ByteStates.ZERO)) {
            bytes.change(0, to, ByteStates.ZERO, ByteStates.UNKNOWN);
            verdict = null;
        }
    }

    @Override
    public int read(long fileOffset, byte[] target, int targetAt, int count) {
        return KeptBytes.read(this, fileOffset, target, targetAt, count);
    }

    @Override
    public byte[] digest(String algorithm, List<AssembledFile.Range> leftOut) {
        needKept();
        return hash.part(verdict().sha256(), algorithm, leftOut, takenBytes);
    }

    /** The end of the kept bytes from a position on. */
    long keptEnd(long from) {
        int run = bytes.runAt(from);
        return bytes.state(run) == ByteStates.KEPT ? Math.min(bytes.end(run), size) : from;
    }

    /** The verdict on the content as it is now; computed once for each change. */
    Verdict verdict() {
        if (verdict == null) {
            byte[] sha256 = null;
            byte[] head = null;
            // What has a program's name and is none is kept too, so that its hash costs no more than this.
            if (kind == ContentKind.PROGRAM || kind == ContentKind.UNDECIDED && programByName) {
                needKept();
                hash.advance();
                if (!Verdict.lacks(this, hash.cleanBytes())) {
                    sha256 = hash.finish(takenBytes);
                }
                head = sha256 != null && size <= HEAD_BYTES ? sha256 : hash.head();
            }
            verdict = Verdict.of(this, hash.cleanBytes(), sha256, head, state);
        }
        return verdict;
    }

    /** Whether the chunk's bytes are hashed, and not among those worth keeping. */
    @Override
    public boolean mayDrop(long index) {
        long from = index * CHUNK;
        return keep != null && from + CHUNK <= hash.cleanBytes() && !keep.meets(from, from + CHUNK);
    }

    @Override
    public void drop(long index) {
        hash.beforeDrop(index * CHUNK + CHUNK);
        kept.drop(index);
    }

    /** Drops the kept bytes; with {@code named} also the ranges that were named. The verdict stays. */
    void forgetContent(boolean named) {
        hash.leaveOut(null); // few files go on, and all of this one would have to be gone through now
        kept.dropAllBut(named ? null : keep);
        if (kind == ContentKind.PROGRAM) {
            // What no digest holds is lost, should the client go on with the file.
            bytes.change(hash.cleanBytes(), ByteStates.END, ByteStates.PASSED, ByteStates.MISSED);
        }
    }

    /** Frees everything that is held. */
    void forget() {
        kept.releaseFrom(0);
        bytes.set(0, ByteStates.END, ByteStates.UNKNOWN);
        hash.restart();
        hash.leaveOut(null);
        beginning.cut(0);
        keep = null;
        dropFrom = 0;
        verdict = null;
        kind = ContentKind.UNDECIDED;
    }

    private void needKept() {
        if (kept == state.noBytes) {
            kept = new KeptBytes(state, this, bytes, pair);
            hash = new PrefixHash(this, state);
        }
    }

    /** Extends the file to the range, with what lies between its old end and the range. */
    private void open(long from, long to) {
        verdict = null;
        if (from > size) {
            bytes.set(size, from, sizeKnown ? ByteStates.ZERO : ByteStates.UNKNOWN);
        }
        if (keep != null && from < HEAD_BYTES) {
            keep = null;
            dropFrom = 0;
        }
        size = Math.max(size, to);
    }

    private void rewritten(long from) {
        long clean = hash.cleanBytes();
        if (hash.rewritten(from)) {
            // The digest was all that was left of these.
            bytes.change(0, clean, ByteStates.PASSED, ByteStates.MISSED);
        }
    }

    private void grown() {
        decide();
        if (kind == ContentKind.PROGRAM) {
            needKept();
            if (keep == null && keptEnd(0) >= Math.min(HEAD_BYTES, size)) {
                KeptRanges wanted = state.sink.rangesToKeep(this);
                keep = KeepList.of(wanted);
                hash.leaveOut(wanted == null ? null : wanted.leftOut());
            }
            hash.advance();
        }
    }

    private void cut(long endOfFile) {
        verdict = null;
        rewritten(endOfFile);
        bytes.set(endOfFile, ByteStates.END, ByteStates.UNKNOWN);
        kept.releaseFrom(endOfFile / CHUNK + (endOfFile % CHUNK == 0 ? 0 : 1));
        size = endOfFile;
        beginning.cut(endOfFile);
        if (endOfFile == 0) {
            hash.restart();
        }
        decide();
    }

    private void decide() {
        ContentKind before = kind;
        kind = beginning.kind(programByName);
        if (kind == ContentKind.OTHER && before != ContentKind.OTHER) {
            bytes.change(0, ByteStates.END, ByteStates.KEPT, ByteStates.PASSED);
            kept.releaseFrom(0);
            hash.restart();
            keep = null;
        } else if (kind == ContentKind.PROGRAM && before != ContentKind.PROGRAM) {
            bytes.change(0, ByteStates.END, ByteStates.PASSED, ByteStates.MISSED);
        }
    }
}
