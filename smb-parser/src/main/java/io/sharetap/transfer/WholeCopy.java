package io.sharetap.transfer;

import java.util.List;

/**
 * Follows whether the server made a file the copy of another, piece behind piece from its first byte on. Then what is
 * said of that one holds for this one too, though its bytes are no longer kept.
 */
final class WholeCopy {
    /**
     * What was said of the source when the copying began; of one with a hash it is no other file's, nor of a change.
     */
    private Verdict said;

    private long copiedTo;
    private boolean whole;

    /** A piece was copied to {@code offset} of a file that had so many bytes before. */
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

    /** What is to be said of a file of this size, of whose bytes {@code known} is said: no less than of its source. */
    Verdict verdict(Verdict known, long size) {
        boolean asSource = whole && size == copiedTo && known.sha256() == null;
        return asSource ? new Verdict(said.sha256(), said.headSha256(), List.of()) : known;
    }
}
