package io.sharetap.transfer;

/** Joins an open with the file it leads to; attached to the open. */
final class OpenFile {
    FileInAssembly file;
    /** True: bytes were sent for it, confirmed or not. */
    boolean wrote;
    /** True: what its CREATE did to the file's content is known and done. */
    boolean based;

    OpenFile(FileInAssembly file) {
        this.file = file;
        file.opens++;
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
