package io.sharetap.transfer;

import java.util.List;

/**
 * Follows whether the server makes a file the copy of another, part after part from its first byte on. The verdict on
 * the source then holds for this file, too, even if the bytes of the source are no longer kept.
 */
final class WholeCopy {
    /**
     * The verdict on the source when the copying began; with a hash it cannot be that of another file, or of a changed
     * one.
     */
    private Verdict said;

    private long copiedTo;
    private boolean whole;

    /** A part was copied to {@code offset} of a file of {@code sizeBefore} bytes. */
    void onCopy(FileContent from, long sourceOffset, long offset, long length, long sizeBefore) {
        if (from == null || offset != sourceOffset || offset != sizeBefore) {
            restart();
            return;
        }
        if (offset == 0) {
            said = from.verdict();
            copiedTo = 0;
        }
        if (offset != copiedTo || from.verdict() != said) {
            restart();
            return;
        }
        copiedTo = offset + length;
        whole = copiedTo == from.size() && said.sha256() != null;
    }

    /** The file was changed in another way. */
    void restart() {
        said = null;
        copiedTo = 0;
        whole = false;
    }

    /**
     * The verdict on a file of this size, where {@code known} is what its own bytes tell: no less than that on its
     * source.
     */
    Verdict verdict(Verdict known, long size) {
        boolean asSource = whole && size == copiedTo && known.sha256() == null;
        return asSource ? new Verdict(said.sha256(), said.headSha256(), List.of()) : known;
    }
}
