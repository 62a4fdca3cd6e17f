package io.sharetap.smb;

import io.sharetap.base.ByteWindow;
import io.sharetap.base.Moment;
import io.sharetap.tcp.Connection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * Writes down every call as a line, checks what the sink's contract promises of their order, and that names count in
 * the tables' bounds as long as they are.
 */
final class RecordingSink implements FileOpSink, SessionSink {
    private static final int DATA_SHOWN_MAX = 64;

    final List<String> calls = new ArrayList<>();
    final List<SmbOpen> opens = new ArrayList<>();
    /** What was refused, and programs that were read. */
    final List<String> acts = new ArrayList<>();

    /** Between which frames that was done of which an answer to a WRITE, an end of file and a CLOSE told. */
    final List<long[]> doneFrames = new ArrayList<>();

    final Map<SmbOpen, String> living = new HashMap<>();
    SmbSession session;

    private final Map<SmbWrite, Integer> positions = new HashMap<>();
    private StringBuilder data;

    @Override
    public void onOpen(SmbOpen open, Moment now) {
        if (living.put(open, "") != null) {
            throw new AssertionError("opened twice: " + open.path());
        }
        opens.add(open);
        session = open.session();
        counted(open);
        String share = open.tree() == null ? "?" : open.tree().share();
        add("open " + share + " " + open.path() + " " + (open.answered() ? open.action() : "UNANSWERED"));
    }

    @Override
    public void onOpenAnswer(SmbOpen open, boolean granted, Moment now) {
        alive(open);
        add("openAnswer " + open.path() + " " + granted);
    }

    @Override
    public void onWrite(SmbWrite write, Moment now) {
        alive(write.open());
        if (positions.put(write, 0) != null) {
            throw new AssertionError("write begun twice");
        }
        add("write " + write.open().path() + " @" + write.fileOffset() + " +" + write.dataBytes());
    }

    @Override
    public void onWriteBytes(SmbWrite write, int at, ByteWindow bytes, Moment now) {
        advance(write, at, bytes.length());
        byte[] copy = new byte[bytes.length()];
        bytes.copyTo(0, copy, 0, copy.length);
        if (data == null) {
            data = new StringBuilder();
        }
        data.append(new String(copy, StandardCharsets.ISO_8859_1));
    }

    @Override
    public void onWriteGap(SmbWrite write, int at, int gapBytes, Moment now) {
        advance(write, at, gapBytes);
        add("gap @" + at + " +" + gapBytes);
    }

    @Override
    public void onWriteAnswer(SmbWrite write, Outcome outcome, int count, Moment now) {
        if (positions.remove(write) == null) {
            throw new AssertionError("answered but not begun");
        }
        alive(write.open());
        doneFrames.add(new long[] {now.fromFrame(), now.frameNumber()});
        add("answer " + write.open().path() + " @" + write.fileOffset() + " " + outcome + " " + count);
    }

    @Override
    public void onEndOfFile(SmbOpen open, long endOfFile, Moment now) {
        alive(open);
        doneFrames.add(new long[] {now.fromFrame(), now.frameNumber()});
        add("endOfFile " + open.path() + " " + endOfFile);
    }

    @Override
    public void onAllocation(SmbOpen open, long allocation, Moment now) {
        alive(open);
        add("allocation " + open.path() + " " + allocation);
    }

    @Override
    public void onValidData(SmbOpen open, long validData, Moment now) {
        alive(open);
        add("validData " + open.path() + " " + validData);
    }

    @Override
    public void onUncertain(SmbOpen open, Moment now) {
        alive(open);
        add("uncertain " + open.path());
    }

    @Override
    public void onDoubt(SmbOpen open, Moment now) {
        alive(open);
        add("doubt " + open.path());
    }

    @Override
    public void onZeros(SmbOpen open, long from, long to, Moment now) {
        alive(open);
        add("zeros " + open.path() + " " + from + " to " + to);
    }

    @Override
    public void onRename(SmbOpen open, String newPath, Moment now) {
        alive(open);
        add("rename " + open.path() + " -> " + newPath);
    }

    @Override
    public void onLink(SmbOpen open, String newPath, Moment now) {
        alive(open);
        add("link " + open.path() + " -> " + newPath);
    }

    @Override
    public void onDeletePending(SmbOpen open, boolean deleted, Moment now) {
        alive(open);
        add("deletePending " + open.path() + " " + deleted);
    }

    @Override
    public void onCopy(SmbOpen source, long sourceOffset, SmbOpen target, long targetOffset, long length, Moment now) {
        alive(target);
        String from = source == null ? "?" : source.path();
        add("copy " + from + " @" + sourceOffset + " -> " + target.path() + " @" + targetOffset + " +" + length);
    }

    @Override
    public void onClose(SmbOpen open, boolean closed, long endOfFile, Moment now) {
        alive(open);
        living.remove(open);
        doneFrames.add(new long[] {now.fromFrame(), now.frameNumber()});
        for (SmbWrite write : positions.keySet()) {
            if (write.open() == open) {
                throw new AssertionError("closed before its write was answered");
            }
        }
        add("close " + open.path() + " " + closed + " " + endOfFile);
    }

    @Override
    public void onPathRename(SmbOpen at, String oldPath, String newPath, Moment now) {
        add("pathRename " + oldPath + " -> " + newPath);
    }

    @Override
    public void onSmbSeen(Connection connection, Moment now) {
        add("smb seen");
    }

    @Override
    public void onTree(SmbSession tree, SmbTree share, Moment now) {
        session = tree;
        counted(tree);
        add("tree " + share.path() + " " + share.kind());
    }

    @Override
    public void onRefusedLogon(Connection connection, String user, Moment now) {
        acts.add("logon of " + user);
    }

    @Override
    public void onRefusedTree(SmbSession session, String path, Moment now) {
        acts.add("tree " + path);
    }

    @Override
    public void onRefusedOpen(SmbSession session, SmbTree tree, String path, Moment now) {
        acts.add("open " + path);
    }

    @Override
    public void onProgramRead(SmbOpen open, Moment now) {
        acts.add("program read " + open.path());
    }

    @Override
    public void onBlind(SmbSession blind, BlindReason reason, Moment now) {
        session = blind;
        counted(blind);
        add("blind " + reason);
    }

    /** The calls so far, one a line, with the data that was written between them; empties the record. */
    String take() {
        flush();
        String all = String.join("\n", calls);
        calls.clear();
        return all;
    }

    private void add(String line) {
        flush();
        calls.add(line);
    }

    private void flush() {
        if (data != null) {
            calls.add("data " + (data.length() <= DATA_SHOWN_MAX ? data : summary()));
            data = null;
        }
    }

    private String summary() {
        CRC32 checksum = new CRC32();
        checksum.update(data.toString().getBytes(StandardCharsets.ISO_8859_1));
        return data.length() + " bytes, CRC-32 " + Long.toHexString(checksum.getValue());
    }

    private void advance(SmbWrite write, int at, int length) {
        alive(write.open());
        Integer position = positions.get(write);
        if (position == null || at != position || at + length > write.dataBytes()) {
            throw new AssertionError("bytes at " + at + " +" + length + " after " + position);
        }
        positions.put(write, at + length);
    }

    private void alive(SmbOpen open) {
        if (open == null || !living.containsKey(open)) {
            throw new AssertionError("not open: " + (open == null ? null : open.path()));
        }
        counted(open);
    }

    private static void counted(SmbOpen open) {
        counted((TableEntry) open);
        counted(open.session());
    }

    private static void counted(TableEntry entry) {
        if (entry.listed() && entry.countedChars != entry.chars()) {
            throw new AssertionError(entry.countedChars + " characters counted instead of " + entry.chars());
        }
    }
}
