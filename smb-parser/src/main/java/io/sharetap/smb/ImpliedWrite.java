package io.sharetap.smb;

import io.sharetap.base.Moment;
import io.sharetap.smb.FileOpSink.Outcome;

/**
 * Reports content that a server changed although its bytes did not pass: as zeros where zeros were asked for, otherwise
 * as a confirmed write that consists of a gap.
 */
final class ImpliedWrite {
    private final SmbState shared;
    private final SmbWrite write = new SmbWrite();

    ImpliedWrite(SmbState shared) {
        this.shared = shared;
    }

    /** The range is zeros now, as far as it lies inside the file, which does not grow ([MS-FSCC] 2.3.71). */
    void zeros(SmbOpen open, long from, long to, Moment now) {
        if (from >= 0 && from < to) {
            shared.opens.giveOut(open, now);
            shared.files.onZeros(open, from, to, now);
        }
    }

    /**
     * The range was written with unknown bytes. Where the range is longer than any honest one, the whole file is in
     * doubt.
     */
    void unknown(SmbOpen open, long from, long length, Moment now) {
        if (from < 0 || length <= 0 || from > Long.MAX_VALUE - length) {
            return;
        }
        int bytes = (int) Math.min(length, Integer.MAX_VALUE);
        shared.opens.giveOut(open, now);
        write.open = open;
        write.fileOffset = from;
        write.dataBytes = bytes;
        shared.files.onWrite(write, now);
        shared.files.onWriteGap(write, 0, bytes, now);
        shared.files.onWriteAnswer(write, Outcome.CONFIRMED, bytes, now);
        write.open = null;
        if (bytes < length) {
            shared.files.onDoubt(open, shared.behind(now));
        }
    }
}
