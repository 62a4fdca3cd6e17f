package io.sharetap.smb;

import io.sharetap.base.ByteWindow;
import io.sharetap.base.Moment;
import io.sharetap.tcp.Connection;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** Puts together what is written and confirmed, path by path, the simple way. */
final class WrittenFiles implements FileOpSink, SessionSink {
    final Map<String, String> sessions = new TreeMap<>();

    private final Map<SmbWrite, byte[]> pending = new HashMap<>();
    private final TreeMap<String, byte[]> contents = new TreeMap<>();

    /** Size and SHA-256 by path. */
    Map<String, String> files() {
        TreeMap<String, String> files = new TreeMap<>();
        contents.forEach((path, content) -> files.put(path, content.length + " bytes " + sha256(content)));
        return files;
    }

    @Override
    public void onWrite(SmbWrite write, Moment now) {
        pending.put(write, new byte[write.dataBytes()]);
        SmbSession session = write.open().session();
        sessions.put(
                write.open().path(),
                session.userDomain() + "\\" + session.userName() + " " + session.dialect() + " "
                        + (write.open().tree() == null
                                ? null
                                : write.open().tree().path()));
    }

    @Override
    public void onWriteBytes(SmbWrite write, int at, ByteWindow bytes, Moment now) {
        bytes.copyTo(0, pending.get(write), at, bytes.length());
    }

    @Override
    public void onWriteAnswer(SmbWrite write, Outcome outcome, int count, Moment now) {
        byte[] data = pending.remove(write);
        if (outcome == Outcome.CONFIRMED) {
            byte[] content = contents.getOrDefault(write.open().path(), new byte[0]);
            int end = (int) write.fileOffset() + count;
            byte[] longer = Arrays.copyOf(content, Math.max(content.length, end));
            System.arraycopy(data, 0, longer, (int) write.fileOffset(), count);
            contents.put(write.open().path(), longer);
        }
    }

    @Override
    public void onOpen(SmbOpen open, Moment now) {}

    @Override
    public void onOpenAnswer(SmbOpen open, boolean granted, Moment now) {}

    @Override
    public void onWriteGap(SmbWrite write, int at, int gapBytes, Moment now) {}

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

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
