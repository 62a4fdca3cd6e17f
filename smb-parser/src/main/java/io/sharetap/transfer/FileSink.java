package io.sharetap.transfer;

import io.sharetap.base.Moment;

/** Takes files when their writing has ended. */
public interface FileSink {
    /**
     * Asks which ranges of a file must survive a shortage of memory. Called when the first bytes of a candidate are
     * there.
     *
     * @param head the content, of which at least the first 4,096 bytes or all are readable
     */
    KeptRanges rangesToKeep(Content head);

    /** A file was written; it is given in its present state, valid during the call. */
    void onFile(AssembledFile file, Moment now);
}
