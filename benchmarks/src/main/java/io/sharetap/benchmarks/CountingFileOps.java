package io.sharetap.benchmarks;

import io.sharetap.base.ByteWindow;
import io.sharetap.base.Moment;
import io.sharetap.smb.FileOpSink;
import io.sharetap.smb.SmbOpen;
import io.sharetap.smb.SmbWrite;

/**
 * Takes acts on files, and counts the bytes written and the files closed; acts that this traffic does not contain are
 * refused.
 */
final class CountingFileOps implements FileOpSink {
    private final CountingSinks counts;

    CountingFileOps(CountingSinks counts) {
        this.counts = counts;
    }

    @Override
    public void onOpen(SmbOpen open, Moment now) {
        // The open is reported again at its close.
    }

    @Override
    public void onWrite(SmbWrite write, Moment now) {
        // Bytes are counted as they come.
    }

    @Override
    public void onWriteBytes(SmbWrite write, int at, ByteWindow bytes, Moment now) {
        counts.bytes += bytes.length();
    }

    @Override
    public void onWriteAnswer(SmbWrite write, Outcome outcome, int count, Moment now) {
        if (outcome != Outcome.CONFIRMED) {
            throw unexpected();
        }
    }

    @Override
    public void onClose(SmbOpen open, boolean closed, long endOfFile, Moment now) {
        counts.reported++;
    }

    @Override
    public void onOpenAnswer(SmbOpen open, boolean granted, Moment now) {
        throw unexpected();
    }

    @Override
    public void onWriteGap(SmbWrite write, int at, int gapBytes, Moment now) {
        throw unexpected();
    }

    @Override
    public void onEndOfFile(SmbOpen open, long endOfFile, Moment now) {
        throw unexpected();
    }

    @Override
    public void onAllocation(SmbOpen open, long allocation, Moment now) {
        throw unexpected();
    }

    @Override
    public void onValidData(SmbOpen open, long validData, Moment now) {
        throw unexpected();
    }

    @Override
    public void onDoubt(SmbOpen open, Moment now) {
        throw unexpected();
    }

    @Override
    public void onZeros(SmbOpen open, long from, long to, Moment now) {
        throw unexpected();
    }

    @Override
    public void onRename(SmbOpen open, String newPath, Moment now) {
        throw unexpected();
    }

    @Override
    public void onLink(SmbOpen open, String newPath, Moment now) {
        throw unexpected();
    }

    @Override
    public void onDeletePending(SmbOpen open, boolean deleted, Moment now) {
        throw unexpected();
    }

    @Override
    public void onCopy(SmbOpen source, long sourceOffset, SmbOpen target, long targetOffset, long length, Moment now) {
        throw unexpected();
    }

    @Override
    public void onPathRename(SmbOpen at, String oldPath, String newPath, Moment now) {
        throw unexpected();
    }

    private static IllegalStateException unexpected() {
        return new IllegalStateException("nobody did this");
    }
}
