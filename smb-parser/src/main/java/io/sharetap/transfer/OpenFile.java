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
}
