package io.sharetap.transfer;

import io.sharetap.base.Moment;
import io.sharetap.smb.FileOpSink;

/**
 * A copy that the server makes of one of its files, or of a part of one.
 *
 * @param from its file; null: not known
 * @param offset of the part in the target, in bytes
 * @param length of the part, in bytes; {@link FileOpSink#WHOLE} where it is the whole of a file whose size is not known
 */
record ServerCopy(FileInAssembly from, long sourceOffset, long offset, long length) {
    /** The copy by the reported numbers; the target is as it was before. */
    static ServerCopy of(
            FileInAssembly from, long sourceOffset, FileInAssembly target, long reportedOffset, long reportedLength) {
        long offset = reportedOffset == FileOpSink.BEHIND ? target.content.size() : reportedOffset;
        long length = reportedLength == FileOpSink.WHOLE && from != null ? from.content.size() : reportedLength;
        return new ServerCopy(from, sourceOffset, offset, length);
    }

    /**
     * Applies the copy to the target.
     *
     * @param more whether further earlier changes may be reported later
     * @return whether something was copied
     */
    boolean make(FileInAssembly target, boolean more, Moment now) {
        if (length == FileOpSink.WHOLE) {
            target.doubt(); // it may have any content now
            target.copied = true;
            target.wrote(1);
            target.changedInOrder(now.fromFrame(), now.frameNumber());
            return true;
        }
        long sizeBefore = target.content.size();
        FileContent source = from == null ? null : from.content;
        if (length == 0 || !target.content.copyFrom(source, sourceOffset, offset, length)) {
            return false;
        }
        if (from != null) {
            target.inherit(from, more, now.fromFrame(), now.frameNumber());
        }
        target.copied(from, sourceOffset, offset, length, sizeBefore);
        target.copiedIn(now.fromFrame(), now.frameNumber());
        target.wrote(length);
        return true;
    }
}
