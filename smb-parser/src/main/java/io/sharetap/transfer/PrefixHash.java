package io.sharetap.transfer;

import io.sharetap.base.Anomaly;
import io.sharetap.base.Ledger;
import io.sharetap.transfer.AssembledFile.Range;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Hashes a file's content as it grows from its beginning, each byte at most once. If a byte within the hashed prefix is
 * rewritten, the digest is worthless, and the content is hashed again when its hash is asked for.
 *
 * <p>The bytes of a large WRITE that comes next are hashed before the server confirms them, while they are in the
 * caches. If they do not become the file's, the digest goes back to where it was: reports never depend on it.
 */
final class PrefixHash {
    /**
     * Bound of the work beyond hashing each written byte once: a free amount, plus a multiple of the bytes taken in.
     */
    private static final long EXTRA_BYTES_FREE = 4 << 20;

    private static final long EXTRA_BYTES_PER_TAKEN = 8;

    /** The smallest WRITE that is worth a copy of the digest; a smaller one is answered before it leaves the caches. */
    static final int AHEAD_BYTES_MIN = (64 << 10) + 1;

    /** From this offset on another thread may help to hash: a small file ends before it could begin. */
    private static final long BESIDE_FROM = 128 << 10;

    private final FileContent content;
    private final DigestPool digests;
    private final DigestMemory memory;
    private final Ledger ledger;
    private RunningDigest digest;
    private long hashed;
    private byte[] head;
    private boolean dirty;
    private long extraBytes;
    /**
     * A second digest, which leaves out a few ranges. It follows the first only as far as bytes are about to be
     * dropped, or when it is asked for; null: there is none.
     */
    private PartDigest part;
    /** Digests that were asked for of the present content, or an earlier one. */
    private Map<DigestMemory.Key, byte[]> parts = Map.of();
    /** The WRITEs, following {@link #hashed} without a gap, that were hashed before their answers. */
    private List<Ahead> ahead = List.of();
    /** The position of the digest, where it is ahead. */
    private long aheadTo;
    /** Hashing ahead was in vain once: it is not tried again with this file, as the sender could repeat that. */
    private boolean aheadInVain;

    /**
     * A WRITE whose bytes were hashed ahead.
     *
     * @param from where it begins in the file
     * @param before the digest without it; null: nothing comes before
     */
    private record Ahead(PendingWrite write, long from, RunningDigest before) {}

    PrefixHash(FileContent content, AssemblyState state) {
        this.content = content;
        digests = state.digests;
        memory = state.digestMemory;
        ledger = state.ledger;
    }

    /** Bytes from the file's beginning that were hashed and have not changed since. */
    long cleanBytes() {
        return dirty ? 0 : hashed;
    }

    /** Bytes from the file's beginning that were hashed, including WRITEs that wait for their answer. */
    long reached() {
        return ahead.isEmpty() ? hashed : aheadTo;
    }

    /** The bytes from {@code from} on changed. Returns whether some of them had been hashed. */
    boolean rewritten(long from) {
        if (from < aheadTo) {
            goBack();
        }
        if (from >= hashed || dirty) {
            return false;
        }
        dirty = true;
        return true;
    }

    /**
     * Requests a second digest of the content without these ranges, which can be had even after bytes were dropped;
     * null: none. To be called before bytes are dropped.
     */
    void leaveOut(List<Range> ranges) {
        if (part != null && (ranges == null || !part.leavesOut(ranges))) {
            part.giveBack();
            part = null;
        }
        if (part == null && ranges != null) {
            part = new PartDigest(digests, ranges, digests.take());
        }
    }

    /** Bytes up to a position are about to be dropped: the second digest is brought up to there. */
    void beforeDrop(long to) {
        if (part != null && !dirty) {
            catchUp(Math.min(to, hashed));
        }
    }

    private void catchUp(long to) {
        if (part.at() < to && feed(part, content, part.at(), to) < to) {
            leaveOut(null);
        }
    }

    /** Hashes the kept bytes that follow the prefix without a gap. */
    void advance() {
        if (!dirty && ahead.isEmpty()) {
            hashed = takeOn(content, hashed, content.keptEnd(hashed));
        }
    }

    private long takeOn(ByteSource source, long from, long to) {
        if (from >= to) {
            return from;
        }
        if (digest == null) {
            digest = new RunningDigest(digests);
        }
        long at = from;
        if (at < FileContent.HEAD_BYTES && to >= FileContent.HEAD_BYTES) {
            digest.hashBeside(false);
            at = feed(digest, source, at, FileContent.HEAD_BYTES);
            head = at == FileContent.HEAD_BYTES ? digest.value() : null;
        }
        digest.hashBeside(at >= BESIDE_FROM);
        return feed(digest, source, at, to);
    }

    /** Hashes the bytes so far of a WRITE that waits for its answer, if it is the next part of a program. */
    void advance(PendingWrite write) {
        if (aheadInVain || dirty || write.gapCount() > 0 || !comesNext(write)) {
            return;
        }
        long end = write.offset + write.reached();
        long to = write.reached() < write.dataBytes ? end - end % ChunkStore.CHUNK_BYTES : end;
        aheadTo = takeOn(write, aheadTo, to);
        if (aheadTo < to) {
            goBack(); // a disk failed
        }
    }

    /** Whether the digest is at this WRITE, or can continue with it now. */
    private boolean comesNext(PendingWrite write) {
        int last = ahead.size() - 1;
        if (last >= 0 && ahead.get(last).write() == write) {
            return true;
        }
        long at = reached();
        boolean ofProgram = last >= 0 || content.kind() == ContentKind.PROGRAM || write.beginsProgram();
        if (!ofProgram || write.offset != at || write.dataBytes < AHEAD_BYTES_MIN) {
            return false;
        }
        if (last < 0) {
            ahead = ahead instanceof ArrayList ? ahead : new ArrayList<>(2);
            aheadTo = hashed;
        }
        ahead.add(new Ahead(write, at, at == 0 ? null : digest.copy()));
        return true;
    }

    /** Whether the WRITE, of which {@code count} bytes become the file's, was hashed ahead, and not beyond these. */
    boolean tookOn(PendingWrite write, int count) {
        if (ahead.isEmpty() || ahead.get(0).write() != write) {
            return false;
        }
        long end = write.offset + count;
        return ahead.size() == 1 ? aheadTo <= end : ahead.get(1).from() == end;
    }

    /** The first WRITE that was hashed ahead has become part of the file. */
    void arrived() {
        ahead.remove(0);
        hashed = ahead.isEmpty() ? aheadTo : ahead.get(0).from();
    }

    /** A WRITE that waited for its answer does not become part of the file as it is. */
    void withdrawn(PendingWrite write) {
        for (int i = 0; i < ahead.size(); i++) {
            if (ahead.get(i).write() == write) {
                goBack();
            }
        }
    }

    /** Returns the digest to where it was before anything was hashed ahead. */
    private void goBack() {
        if (!ahead.isEmpty()) {
            digest.giveBack();
            digest = ahead.get(0).before();
            head = hashed < FileContent.HEAD_BYTES ? null : head;
            ahead.clear();
            aheadTo = 0;
            aheadInVain = true;
        }
    }

    /**
     * SHA-256 of the whole content, of which every byte is known; null where it would take too much work, or a disk
     * failed.
     */
    byte[] finish(long takenBytes) {
        goBack();
        if (dirty) {
            if (!affordable(content.size(), takenBytes)) {
                return null;
            }
            restart();
            advance();
        }
        long size = content.size();
        // This includes zeros between and after what was written.
        if (!affordable(size - hashed, takenBytes)) {
            return null;
        }
        RunningDigest whole = digest;
        if (digest == null) {
            whole = new RunningDigest(digests);
        } else if (hashed != size) {
            whole = digest.copy(); // the file may continue after what is hashed
        }
        byte[] result = feed(whole, content, hashed, size) == size ? whole.value() : null;
        if (whole != digest) {
            whole.giveBack();
        }
        return result;
    }

    /**
     * A digest of the whole content, whose hash is given, without some ranges; null where bytes are missing, or it
     * would take too much work, as where the content's hash is null.
     */
    byte[] part(byte[] sha256, String algorithm, List<Range> leftOut, long takenBytes) {
        if (sha256 == null) {
            return null;
        }
        DigestMemory.Key key = new DigestMemory.Key(sha256, algorithm, leftOut);
        byte[] known = parts.get(key);
        if (known != null) {
            return known;
        }
        boolean second = part != null && !dirty && algorithm.equals(DigestPool.ALGORITHM) && part.leavesOut(leftOut);
        // The work counts even if the result was remembered: reports must not depend on what else was written.
        if (!affordable(second ? content.size() - hashed : content.size(), takenBytes)) {
            return null;
        }
        byte[] digest = memory.find(key);
        if (digest == null) {
            digest = makePart(algorithm, leftOut, second);
        }
        if (digest != null) {
            memory.remember(key, digest);
            parts = new HashMap<>(parts);
            parts.keySet().removeIf(other -> !other.sha256().equals(key.sha256()));
            parts.put(key, digest);
        }
        return digest;
    }

    private byte[] makePart(String algorithm, List<Range> leftOut, boolean second) {
        if (second) {
            catchUp(hashed);
        }
        long size = content.size();
        try {
            PartDigest whole = second && part != null
                    ? part.copy()
                    : new PartDigest(digests, leftOut, MessageDigest.getInstance(algorithm));
            return feed(whole, content, whole.at(), size) == size ? whole.finish() : null;
        } catch (NoSuchAlgorithmException unknown) {
            return null;
        }
    }

    /** SHA-256 of the first 4,096 bytes of the content, or of all; null where some of them are missing. */
    byte[] head() {
        if (head != null && !dirty && hashed >= FileContent.HEAD_BYTES) {
            return head;
        }
        int count = (int) Math.min(FileContent.HEAD_BYTES, content.size());
        RunningDigest one = new RunningDigest(digests);
        byte[] result = feed(one, content, 0, count) == count ? one.value() : null;
        one.giveBack();
        return result;
    }

    void restart() {
        ahead = List.of();
        aheadTo = 0;
        if (digest != null) {
            digest.giveBack();
            digest = null;
        }
        if (part != null) {
            part.restart();
        }
        hashed = 0;
        head = null;
        dirty = false;
    }

    private boolean affordable(long moreBytes, long takenBytes) {
        // Strangers choose holes and rewrites; the work for them stays in proportion to the bytes they sent.
        boolean affordable = moreBytes <= EXTRA_BYTES_FREE + EXTRA_BYTES_PER_TAKEN * takenBytes - extraBytes;
        if (affordable) {
            extraBytes += moreBytes;
        } else {
            ledger.note(Anomaly.HASH_WORK_LIMITED);
        }
        return affordable;
    }

    /** Hashes bytes of a source. Returns the position reached, which is lower where a byte is missing. */
    private static long feed(HashTarget target, ByteSource source, long from, long to) {
        long at = from;
        while (at < to) {
            byte[] room = target.room();
            // A step ends where a chunk ends, so that it is a single copy.
            int step = (int) Math.min(room.length - at % room.length, to - at);
            int count = source.read(at, room, 0, step);
            target.took(room, count);
            at += count;
            if (count < step) {
                return at;
            }
        }
        return at;
    }
}
