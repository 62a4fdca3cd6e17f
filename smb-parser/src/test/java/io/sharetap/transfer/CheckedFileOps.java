package io.sharetap.transfer;

import static io.sharetap.base.FuzzWork.require;

import io.sharetap.base.ByteWindow;
import io.sharetap.base.Moment;
import io.sharetap.smb.FileOpSink;
import io.sharetap.smb.SmbOpen;
import io.sharetap.smb.SmbWrite;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;

/** Hands file operations on, and holds them to what {@link FileOpSink} promises of their order. */
final class CheckedFileOps implements FileOpSink {
    private final FileOpSink next;
    private final Set<SmbOpen> living = new HashSet<>();
    private final Map<SmbWrite, Integer> positions = new IdentityHashMap<>();
    long opens;
    long writes;

    CheckedFileOps(FileOpSink next) {
        this.next = next;
    }

    /** Opens that have not ended. */
    int living() {
        return living.size();
    }

    /** Writes without an answer. */
    int unanswered() {
        return positions.size();
    }

    @Override
    public void onOpen(SmbOpen open, Moment now) {
        require(living.add(open), "opened twice");
        opens++;
        next.onOpen(open, now);
    }

    @Override
    public void onOpenAnswer(SmbOpen open, boolean granted, Moment now) {
        alive(open);
        next.onOpenAnswer(open, granted, now);
    }

    @Override
    public void onWrite(SmbWrite write, Moment now) {
        alive(write.open());
        require(positions.put(write, 0) == null, "begun twice");
        require(write.dataBytes() >= 0, "data of " + write.dataBytes());
        writes++;
        next.onWrite(write, now);
    }

    @Override
    public void onWriteBytes(SmbWrite write, int at, ByteWindow bytes, Moment now) {
        advance(write, at, bytes.length());
        next.onWriteBytes(write, at, bytes, now);
    }

    @Override
    public void onWriteGap(SmbWrite write, int at, int gapBytes, Moment now) {
        advance(write, at, gapBytes);
        next.onWriteGap(write, at, gapBytes, now);
    }

    private void advance(SmbWrite write, int at, int length) {
        alive(write.open());
        Integer position = positions.put(write, at + length);
        require(position != null && at >= position && length > 0, at + " after " + position);
        require(at + length <= write.dataBytes(), at + length + " of " + write.dataBytes());
    }

    @Override
    public void onWriteAnswer(SmbWrite write, Outcome outcome, int count, Moment now) {
        alive(write.open());
        require(positions.remove(write) != null, "answered but not begun");
        require(count >= 0, "count " + count);
        next.onWriteAnswer(write, outcome, count, now);
        require(write.attachment == null, "something is left at an answered write");
    }

    @Override
    public void onEndOfFile(SmbOpen open, long endOfFile, Moment now) {
        alive(open);
        require(endOfFile >= 0, "end of file " + endOfFile);
        next.onEndOfFile(open, endOfFile, now);
    }

    @Override
    public void onAllocation(SmbOpen open, long allocation, Moment now) {
        alive(open);
        require(allocation >= 0, "allocation " + allocation);
        next.onAllocation(open, allocation, now);
    }

    @Override
    public void onValidData(SmbOpen open, long validData, Moment now) {
        alive(open);
        require(validData >= 0, "validData " + validData);
        next.onValidData(open, validData, now);
    }

    @Override
    public void onUncertain(SmbOpen open, Moment now) {
        alive(open);
        next.onUncertain(open, now);
    }

    @Override
    public void onDoubt(SmbOpen open, Moment now) {
        alive(open);
        next.onDoubt(open, now);
    }

    @Override
    public void onZeros(SmbOpen open, long from, long to, Moment now) {
        alive(open);
        require(from >= 0 && from < to, "zeros from " + from + " to " + to);
        next.onZeros(open, from, to, now);
    }

    @Override
    public void onRename(SmbOpen open, String newPath, Moment now) {
        alive(open);
        next.onRename(open, newPath, now);
    }

    @Override
    public void onLink(SmbOpen open, String newPath, Moment now) {
        alive(open);
        next.onLink(open, newPath, now);
    }

    @Override
    public void onDeletePending(SmbOpen open, boolean deleted, Moment now) {
        alive(open);
        next.onDeletePending(open, deleted, now);
    }

    @Override
    public void onCopy(SmbOpen source, long sourceOffset, SmbOpen target, long targetOffset, long length, Moment now) {
        alive(target);
        require(length > 0, "copy of " + length);
        next.onCopy(source, sourceOffset, target, targetOffset, length, now);
    }

    @Override
    public void onClose(SmbOpen open, boolean closed, long endOfFile, Moment now) {
        require(living.remove(open), "closed but not open");
        require(
                positions.keySet().stream().noneMatch(write -> write.open() == open),
                "closed before its write's answer");
        next.onClose(open, closed, endOfFile, now);
    }

    @Override
    public void onPathRename(SmbOpen at, String oldPath, String newPath, Moment now) {
        require(oldPath != null, "renamed from nothing");
        next.onPathRename(at, oldPath, newPath, now);
    }

    private void alive(SmbOpen open) {
        require(open != null && living.contains(open), "not open");
    }
}
