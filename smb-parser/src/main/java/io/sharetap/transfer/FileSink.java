package io.sharetap.transfer;

import io.sharetap.base.Moment;

/** Takes files at the end of their writing. */
public interface FileSink {
    /**
     * Asks which ranges of a file must outlive a shortage of memory. Called when the first bytes of a candidate are
     * there.
     *
     * @param head the content, of which at least the first 4,096 bytes or all are readable
     */
    KeptRanges rangesToKeep(Content head);

    /** A file was written, as it stands; valid during the call. */
    void onFile(AssembledFile file, Moment now);
}
