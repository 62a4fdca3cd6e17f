package io.sharetap.transfer;

import io.sharetap.smb.SmbOpen;

/** Joins an open with its file; attached to the open. */
final class OpenFile {
    private Lead lead;
    /** Whether bytes were sent for it, confirmed or not. */
    boolean wrote;
    /** Whether the effect of its CREATE on the content is known and applied. */
    boolean based;
    /** Whether more may have been done through it than was seen, or is still known. */
    boolean uncertain;

    /** Leads all opens of a file to it, until it is forgotten: opens may live on, and must not keep it in memory. */
    static final class Lead {
        /** Null: it was forgotten. */
        private FileInAssembly file;

        /** Its size when it was forgotten; -1: not known. */
        private long sizeBytes;

        Lead(FileInAssembly file) {
            this.file = file;
        }

        boolean isForgotten() {
            return file == null;
        }

        /** The file is forgotten: all that remains for its opens is the size that it had. */
        void forget() {
            sizeBytes = file.content.sizeKnown() ? file.content.size() : -1;
            file = null;
        }
    }

    private OpenFile(FileInAssembly file) {
        lead = file.lead;
        file.opens++;
    }

    /** What joins this open with its file; null: it has none here, or the file was forgotten. */
    static OpenFile of(SmbOpen open) {
        return open.attachment instanceof OpenFile at && at.file() != null ? at : null;
    }

    /** From now on the open leads to this file. */
    static OpenFile attach(SmbOpen open, FileInAssembly file) {
        OpenFile at = new OpenFile(file);
        file.reachedBy(open);
        open.attachment = at;
        return at;
    }

    /** The open begins to change the file, or continues. */
    void change(SmbOpen open) {
        if (!wrote) {
            wrote = true;
            file().writers++;
            file().reachedBy(open);
        }
    }

    /** The file; null: it was forgotten. */
    FileInAssembly file() {
        return lead.file;
    }

    /** The size of the file when it was forgotten; -1: not known. */
    long forgottenSizeBytes() {
        return lead.sizeBytes;
    }

    /** The open turns out to lead to another file. */
    void lead(FileInAssembly other) {
        FileInAssembly file = file();
        file.opens--;
        other.opens++;
        if (wrote) {
            file.writers--;
            other.writers++;
            other.writer = file.writer;
        }
        lead = other.lead;
    }
}
