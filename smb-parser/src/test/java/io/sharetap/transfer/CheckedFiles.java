package io.sharetap.transfer;

import static io.sharetap.base.FuzzWork.require;

import io.sharetap.base.Count;
import io.sharetap.base.Ledger;
import io.sharetap.base.Limits;
import io.sharetap.base.Moment;
import io.sharetap.transfer.AssembledFile.Range;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** Takes reports of files, and holds them to what {@link AssembledFile} promises. */
final class CheckedFiles implements FileSink {
    private static final int HEAD_BYTES = 4_096;
    private static final int HASHED_AGAIN_MAX = 1 << 20;

    private final FileSink next;
    private final Limits limits;
    private final Ledger ledger;
    private long lastNumber;
    long written;
    long refused;

    CheckedFiles(FileSink next, Limits limits, Ledger ledger) {
        this.next = next;
        this.limits = limits;
        this.ledger = ledger;
    }

    @Override
    public KeptRanges rangesToKeep(Content head) {
        return next.rangesToKeep(head);
    }

    @Override
    public void onFile(AssembledFile file, Moment now) {
        require(file.open() != null, "a file without an open");
        boolean known = file.number() != 0 && file.number() <= lastNumber;
        require(file.continues() == known, "number " + file.number() + " after " + lastNumber);
        lastNumber = Math.max(lastNumber, file.number());
        if (file.size() >= 0) {
            if (file.outcome() == AssembledFile.Outcome.FAILURE) {
                refused++;
            } else {
                written++;
            }
            missingLieInOrderInside(file);
            hashesAreThoseOfTheContent(file);
        }
        next.onFile(file, now);
    }

    /** The ledger counts writings; a file that moved or has one more name is told but not counted. */
    void checkCounts() {
        long counted = ledger.of(Count.FILES_WRITTEN);
        require(counted <= written, "written, counted: " + counted + ", told: " + written);
        require(ledger.of(Count.FILES_REFUSED) == refused, "refused, counted: " + ledger.of(Count.FILES_REFUSED));
    }

    private void missingLieInOrderInside(AssembledFile file) {
        require(
                file.missing().size() <= limits.missingRangesMax(),
                file.missing().size() + " ranges");
        // A file in doubt that seems empty is told by a range of one byte: an empty list would say that it is whole.
        long end = Math.max(1, file.size());
        long behind = -1;
        for (Range range : file.missing()) {
            require(range.from() > behind && range.from() < range.to() && range.to() <= end, "" + file);
            behind = range.to();
        }
    }

    private static void hashesAreThoseOfTheContent(AssembledFile file) {
        require(file.sha256() == null || file.complete(), "a hash of what is not known: " + file);
        if (file.content() == null || file.size() > HASHED_AGAIN_MAX) {
            return;
        }
        byte[] all = new byte[(int) file.size()];
        int known = read(file.content(), all);
        if (file.sha256() != null && known == all.length) {
            require(Arrays.equals(file.sha256(), sha256(all, known)), "not the hash of the content: " + file);
        }
        int head = Math.min(HEAD_BYTES, all.length);
        if (file.headSha256() != null && known >= head) {
            require(Arrays.equals(file.headSha256(), sha256(all, head)), "not the hash of the head: " + file);
        }
    }

    private static int read(Content content, byte[] target) {
        int at = 0;
        int count = -1;
        while (at < target.length && count != 0) {
            count = content.read(at, target, at, target.length - at);
            at += count;
        }
        return at;
    }

    private static byte[] sha256(byte[] bytes, int count) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(bytes, 0, count);
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
