package io.sharetap.transfer;

import io.sharetap.transfer.AssembledFile.Range;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.List;

/** Hashes a content from its beginning, except for a few ranges. */
final class PartDigest implements HashTarget {
    private final DigestPool digests;
    private final List<Range> leftOut;
    private final MessageDigest digest;
    private long at;

    PartDigest(DigestPool digests, List<Range> leftOut, MessageDigest digest) {
        this.digests = digests;
        this.leftOut =
                leftOut.stream().sorted(Comparator.comparingLong(Range::from)).toList();
        this.digest = digest;
    }

    private PartDigest(PartDigest original) {
        digests = original.digests;
        leftOut = original.leftOut;
        digest = DigestPool.copyOf(original.digest);
        at = original.at;
    }

    /** A copy that can be continued independently. */
    PartDigest copy() {
        return new PartDigest(this);
    }

    /** Bytes of the content that it has passed. */
    long at() {
        return at;
    }

    boolean leavesOut(List<Range> ranges) {
        return leftOut.size() == ranges.size() && leftOut.containsAll(ranges);
    }

    @Override
    public byte[] room() {
        return digests.between;
    }

    @Override
    public void took(byte[] room, int count) {
        long from = at;
        long end = at + count;
        for (Range range : leftOut) {
            long to = Math.min(Math.max(range.from(), from), end);
            digest.update(room, (int) (from - at), (int) (to - from));
            from = Math.max(from, Math.min(range.to(), end));
        }
        digest.update(room, (int) (from - at), (int) (end - from));
        at = end;
    }

    void restart() {
        digest.reset();
        at = 0;
    }

    byte[] finish() {
        return digest.digest();
    }

    void giveBack() {
        digests.giveBack(digest);
    }
}
