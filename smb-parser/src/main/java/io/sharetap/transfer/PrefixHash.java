package io.sharetap.transfer;

import io.sharetap.base.Anomaly;
import io.sharetap.base.Ledger;
import io.sharetap.transfer.AssembledFile.Range;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/**
 * Hashes a file's content as it grows from its beginning, each byte once. A byte that is rewritten behind the hashed
 * prefix makes it worthless; then the content is hashed anew when somebody asks.
 */
final class PrefixHash {
    /** Work beyond hashing each written byte once: so much for nothing, and so much for each byte taken in. */
    private static final long EXTRA_BYTES_FREE = 4 << 20;

    private static final long EXTRA_BYTES_PER_TAKEN = 8;

    private final FileContent content;
    private final DigestPool digests;
    private final Ledger ledger;
    private MessageDigest digest;
    private long hashed;
    private byte[] head;
    private boolean dirty;
    private long extraBytes;
    /** What is hashed in step with the digest, but for a few ranges; null: nothing. */
    private PartDigest part;

    PrefixHash(FileContent content, AssemblyState state) {
        this.content = content;
        digests = state.digests;
        ledger = state.ledger;
    }

    /** Bytes from the file's beginning that the digest has taken and that are still what they were. */
    long cleanBytes() {
        return dirty ? 0 : hashed;
    }

    /** The range got other bytes; true: some of them had been hashed. */
    boolean rewritten(long from) {
        if (from >= hashed || dirty) {
            return false;
        }
        dirty = true;
        return true;
    }

    /**
     * From now on the content is hashed twice, the second time but for these ranges; null: once. Made before much of
     * the content is hashed, since that is gone through again.
     */
    void leaveOut(List<Range> ranges) {
        if (part != null && (ranges == null || !part.leavesOut(ranges))) {
            part.giveBackTo(digests);
            part = null;
        }
        if (part == null && ranges != null) {
            part = new PartDigest(ranges, digests.take());
        }
        if (part != null && !dirty && part.at() < hashed && feed(null, part, part.at(), hashed) < hashed) {
            leaveOut(null);
        }
    }

    /** Takes on what is kept behind the prefix without a hole. */
    void advance() {
        if (dirty) {
            return;
        }
        long end = content.keptEnd(hashed);
        if (end > hashed) {
            if (digest == null) {
                digest = digests.take();
            }
            if (hashed < FileContent.HEAD_BYTES && end >= FileContent.HEAD_BYTES) {
                hashed = feed(digest, part, hashed, FileContent.HEAD_BYTES);
                head = hashed == FileContent.HEAD_BYTES
                        ? DigestPool.copyOf(digest).digest()
                        : null;
            }
            hashed = feed(digest, part, hashed, end);
        }
    }

    /**
     * SHA-256 of the whole content, of which every byte is known; null: it would take too much work, or a disk failed.
     */
    byte[] finish(long takenBytes) {
        if (dirty) {
            if (!affordable(content.size(), takenBytes)) {
                return null;
            }
            restart();
            advance();
        }
        long size = content.size();
        // what nobody wrote between and behind what was written
        if (!affordable(size - hashed, takenBytes)) {
            return null;
        }
        MessageDigest whole = digest == null ? digests.take() : DigestPool.copyOf(digest);
        byte[] result = feed(whole, null, hashed, size) == size ? whole.digest() : null;
        if (digest == null) {
            digests.giveBack(whole);
        }
        return result;
    }

    /**
     * Digest of the whole content but for some ranges; null: bytes are not to be had, or it would take too much work.
     */
    byte[] part(String algorithm, List<Range> leftOut, long takenBytes) {
        boolean inStep = part != null
                && !dirty
                && part.at() == hashed
                && algorithm.equals(DigestPool.ALGORITHM)
                && part.leavesOut(leftOut);
        long size = content.size();
        if (!affordable(inStep ? size - hashed : size, takenBytes)) {
            return null;
        }
        try {
            PartDigest whole = inStep ? part.copy() : new PartDigest(leftOut, MessageDigest.getInstance(algorithm));
            return feed(null, whole, whole.at(), size) == size ? whole.finish() : null;
        } catch (NoSuchAlgorithmException unknown) {
            return null;
        }
    }

    /** SHA-256 of the first 4,096 bytes of the content, or of all; null: they are not all to be had. */
    byte[] head() {
        if (head != null && !dirty) {
            return head;
        }
        int count = (int) Math.min(FileContent.HEAD_BYTES, content.size());
        MessageDigest one = digests.take();
        byte[] result = feed(one, null, 0, count) == count ? one.digest() : null;
        digests.giveBack(one);
        return result;
    }

    void restart() {
        if (digest != null) {
            digests.giveBack(digest);
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
        // Strangers choose holes and rewrites; what they cost us stays in proportion to what they sent.
        boolean affordable = moreBytes <= EXTRA_BYTES_FREE + EXTRA_BYTES_PER_TAKEN * takenBytes - extraBytes;
        if (affordable) {
            extraBytes += moreBytes;
        } else {
            ledger.note(Anomaly.HASH_WORK_LIMITED);
        }
        return affordable;
    }

    /** Goes through bytes with a digest of all, null: none, and one of some of them, null: none; gives how far. */
    private long feed(MessageDigest into, PartDigest beside, long from, long to) {
        byte[] between = digests.between;
        long at = from;
        while (at < to) {
            // Steps end where chunks end, so that each is one copy.
            int step = (int) Math.min(between.length - at % between.length, to - at);
            int count = content.read(at, between, 0, step);
            if (into != null) {
                into.update(between, 0, count);
            }
            if (beside != null) {
                beside.update(between, count);
            }
            at += count;
            if (count < step) {
                return at;
            }
        }
        return at;
    }
}
