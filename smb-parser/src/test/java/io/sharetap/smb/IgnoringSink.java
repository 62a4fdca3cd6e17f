package io.sharetap.smb;

import io.sharetap.base.ByteWindow;
import io.sharetap.base.Moment;
import io.sharetap.tcp.Connection;

/** Takes what the decoder tells and does nothing: for tests that look at some of it, or at none. */
public class IgnoringSink implements FileOpSink, SessionSink {
    @Override
    public void onOpen(SmbOpen open, Moment now) {}

    @Override
    public void onOpenAnswer(SmbOpen open, boolean granted, Moment now) {}

    @Override
    public void onWrite(SmbWrite write, Moment now) {}

    @Override
    public void onWriteBytes(SmbWrite write, int at, ByteWindow bytes, Moment now) {}

    @Override
    public void onWriteGap(SmbWrite write, int at, int gapBytes, Moment now) {}

    @Override
    public void onWriteAnswer(SmbWrite write, Outcome outcome, int count, Moment now) {}

    @Override
    public void onEndOfFile(SmbOpen open, long endOfFile, Moment now) {}

    @Override
    public void onAllocation(SmbOpen open, long allocation, Moment now) {}

    @Override
    public void onValidData(SmbOpen open, long validData, Moment now) {}

    @Override
    public void onDoubt(SmbOpen open, Moment now) {}

    @Override
    public void onZeros(SmbOpen open, long from, long to, Moment now) {}

    @Override
    public void onRename(SmbOpen open, String newPath, Moment now) {}

    @Override
    public void onLink(SmbOpen open, String newPath, Moment now) {}

    @Override
    public void onDeletePending(SmbOpen open, boolean deleted, Moment now) {}

    @Override
    public void onCopy(SmbOpen source, long sourceOffset, SmbOpen target, long targetOffset, long length, Moment now) {}

    @Override
    public void onClose(SmbOpen open, boolean closed, long endOfFile, Moment now) {}

    @Override
    public void onPathRename(SmbOpen at, String oldPath, String newPath, Moment now) {}

    @Override
    public void onSmbSeen(Connection connection, Moment now) {}

    @Override
    public void onTree(SmbSession session, SmbTree tree, Moment now) {}

    @Override
    public void onBlind(SmbSession session, BlindReason reason, Moment now) {}
}
