package io.sharetap.transfer;

import io.sharetap.smb.SmbOpen;

/** Joins an open with the file it leads to; attached to the open. */
final class OpenFile {
    FileInAssembly file;
    /** True: bytes were sent for it, confirmed or not. */
    boolean wrote;
    /** True: what its CREATE did to the file's content is known and done. */
    boolean based;
    /** True: more may have been done by it than was seen, or is known still. */
    boolean uncertain;

    private OpenFile(FileInAssembly file) {
        this.file = file;
        file.opens++;
    }

    /** From now on the open leads to this file. */
    static OpenFile attach(SmbOpen open, FileInAssembly file) {
        OpenFile at = new OpenFile(file);
        file.reachedBy(open);
        open.attachment = at;
        return at;
    }

    /** The open turns out to lead to another file. */
    void lead(FileInAssembly other) {
        file.opens--;
        other.opens++;
        if (wrote) {
            file.writers--;
            other.writers++;
            other.writer = file.writer;
        }
        file = other;
    }
}
