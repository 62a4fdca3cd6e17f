package io.sharetap.smb;

import io.sharetap.base.ByteWindow;
import io.sharetap.base.Moment;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** Puts together what is written and confirmed, path by path, the simple way. */
final class WrittenFiles extends IgnoringSink {
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

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
