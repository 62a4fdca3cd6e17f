package io.sharetap.transfer;

import io.sharetap.base.Anomaly;
import io.sharetap.base.Ledger;
import java.security.MessageDigest;

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
                hashed = feed(digest, hashed, FileContent.HEAD_BYTES);
                head = hashed == FileContent.HEAD_BYTES
                        ? DigestPool.copyOf(digest).digest()
                        : null;
            }
            hashed = feed(digest, hashed, end);
        }
    }

    /**
     * SHA-256 of the whole content, of which every byte is known; null: it would take too much work, or a disk failed.
     */
    byte[] finish(long takenBytes) {
        if (dirty) {
            extraBytes += content.size();
            if (!affordable(takenBytes)) {
                return null;
            }
            restart();
            advance();
        }
        long size = content.size();
        extraBytes += size - hashed; // what nobody wrote between and behind what was written
        if (!affordable(takenBytes)) {
            return null;
        }
        MessageDigest whole = digest == null ? digests.take() : DigestPool.copyOf(digest);
        byte[] result = feed(whole, hashed, size) == size ? whole.digest() : null;
        if (digest == null) {
            digests.giveBack(whole);
        }
        return result;
    }

    /** SHA-256 of the first 4,096 bytes of the content, or of all; null: they are not all to be had. */
    byte[] head() {
        if (head != null && !dirty) {
            return head;
        }
        int count = (int) Math.min(FileContent.HEAD_BYTES, content.size());
        MessageDigest one = digests.take();
        byte[] result = feed(one, 0, count) == count ? one.digest() : null;
        digests.giveBack(one);
        return result;
    }

    void restart() {
        if (digest != null) {
            digests.giveBack(digest);
            digest = null;
        }
        hashed = 0;
        head = null;
        dirty = false;
    }

    private boolean affordable(long takenBytes) {
        // Strangers choose holes and rewrites; what they cost us stays in proportion to what they sent.
        boolean affordable = extraBytes <= EXTRA_BYTES_FREE + EXTRA_BYTES_PER_TAKEN * takenBytes;
        if (!affordable) {
            ledger.note(Anomaly.HASH_WORK_LIMITED);
        }
        return affordable;
    }

    private long feed(MessageDigest into, long from, long to) {
        byte[] between = digests.between;
        long at = from;
        while (at < to) {
            // Steps end where chunks end, so that each is one copy.
            int step = (int) Math.min(between.length - at % between.length, to - at);
            int count = content.read(at, between, 0, step);
            into.update(between, 0, count);
            at += count;
            if (count < step) {
                return at;
            }
        }
        return at;
    }
}
