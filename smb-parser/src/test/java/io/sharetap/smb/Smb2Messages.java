package io.sharetap.smb;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Makes SMB2 messages for tests: requests and answers as [MS-SMB2] 2.2 draws them. */
final class Smb2Messages {
    static final int ACCESS_DENIED = 0xC000_0022;
    static final int DISK_FULL = 0xC000_007F;
    static final int PENDING = 0x103;
    static final int MORE_PROCESSING = 0xC000_0016;
    static final int RELATED = Smb2HeaderView.FLAG_RELATED;
    static final int ASYNC = Smb2HeaderView.FLAG_ASYNC;
    static final int REPLAY = Smb2HeaderView.FLAG_REPLAY;
    static final int DFS = Smb2HeaderView.FLAG_DFS;
    static final long SAME = -1L;

    long sessionId = 0x51;
    long treeId = 7;
    int flags;

    /** Sets SessionId and TreeId of what follows. */
    Smb2Messages in(long session, long tree) {
        sessionId = session;
        treeId = tree;
        return this;
    }

    /** Sets further flags of the next message alone. */
    Smb2Messages with(int moreFlags) {
        flags = moreFlags;
        return this;
    }

    byte[] request(int command, long messageId, byte[] body) {
        return unit(command, messageId, 0x0001_0000, 0, body);
    }

    byte[] answer(int command, long messageId, int status, byte[] body) {
        return unit(command, messageId, status, Smb2HeaderView.FLAG_ANSWER, body);
    }

    /** An answer that grants nothing has a body of 8 bytes and one more ([MS-SMB2] 2.2.2). */
    byte[] refusal(int command, long messageId, int status) {
        return answer(
                command, messageId, status, bytes(9).putShort(0, (short) 9).array());
    }

    private byte[] unit(int command, long messageId, int status, int flag, byte[] body) {
        ByteBuffer unit = bytes(64 + body.length);
        unit.put(new byte[] {(byte) 0xFE, 'S', 'M', 'B'}).putShort((short) 64).putShort((short) 1);
        unit.putInt(status).putShort((short) command).putShort((short) 1);
        unit.putInt(flag | flags).putInt(0).putLong(messageId);
        unit.putInt(0xFEFF).putInt((int) treeId).putLong(sessionId).put(new byte[16]);
        unit.put(body);
        flags = 0;
        return unit.array();
    }

    byte[] negotiateAnswer(int dialect, int maxWriteBytes) {
        ByteBuffer body = bytes(64).putShort(0, (short) 65).putShort(4, (short) dialect);
        body.putInt(36, maxWriteBytes).putShort(56, (short) 128);
        return answer(0, 0, 0, body.array());
    }

    byte[] sessionSetup(long messageId, int setupFlags, long previousSession, byte[] token) {
        ByteBuffer body = bytes(24 + token.length).putShort(0, (short) 25).put(2, (byte) setupFlags);
        body.putShort(12, (short) 88).putShort(14, (short) token.length).putLong(16, previousSession);
        body.put(24, token);
        return request(1, messageId, body.array());
    }

    byte[] sessionSetupAnswer(long messageId, int status, byte[] token) {
        return sessionSetupAnswer(messageId, status, 0, token);
    }

    byte[] sessionSetupAnswer(long messageId, int status, int sessionFlags, byte[] token) {
        ByteBuffer body = bytes(8 + token.length).putShort(0, (short) 9).putShort(2, (short) sessionFlags);
        body.putShort(4, (short) 72).putShort(6, (short) token.length).put(8, token);
        return answer(1, messageId, status, body.array());
    }

    byte[] treeConnect(long messageId, String path) {
        byte[] name = utf16(path);
        ByteBuffer body = bytes(8 + name.length).putShort(0, (short) 9);
        body.putShort(4, (short) 72).putShort(6, (short) name.length).put(8, name);
        return request(3, messageId, body.array());
    }

    byte[] treeConnectAnswer(long messageId, int shareType) {
        return answer(
                3,
                messageId,
                0,
                bytes(16).putShort(0, (short) 16).put(2, (byte) shareType).array());
    }

    byte[] create(long messageId, String path) {
        return create(messageId, path, 0, 0, new byte[0]);
    }

    /** CREATE with {@code padding} bytes before the name, and contexts behind it. */
    byte[] create(long messageId, String path, int options, int padding, byte[] contexts) {
        byte[] name = utf16(path);
        int contextsAt = align(56 + padding + name.length);
        ByteBuffer body = bytes(Math.max(57, contextsAt + contexts.length)).putShort(0, (short) 57);
        body.putInt(40, options).putShort(44, (short) (64 + 56 + padding)).putShort(46, (short) name.length);
        if (contexts.length > 0) {
            body.putInt(48, 64 + contextsAt).putInt(52, contexts.length).put(contextsAt, contexts);
        }
        for (int i = 0; i < padding; i++) {
            body.put(56 + i, (byte) 'P');
        }
        body.put(56 + padding, name);
        return request(5, messageId, body.array());
    }

    static byte[] context(String name, byte[] data) {
        ByteBuffer context = bytes(24 + data.length).putShort(4, (short) 16).putShort(6, (short) 4);
        context.putShort(10, (short) 24).putInt(12, data.length);
        context.put(16, name.getBytes(StandardCharsets.US_ASCII)).put(24, data);
        return context.array();
    }

    byte[] createAnswer(long messageId, long fileId, int action, long endOfFile) {
        return createAnswer(messageId, 0, fileId, fileId, action, endOfFile, 0x20);
    }

    byte[] createAnswer(
            long messageId,
            int status,
            long persistent,
            long volatileHalf,
            int action,
            long endOfFile,
            int attributes) {
        ByteBuffer body = bytes(88).putShort(0, (short) 89).putInt(4, action);
        body.putLong(48, endOfFile)
                .putInt(56, attributes)
                .putLong(64, persistent)
                .putLong(72, volatileHalf);
        return answer(5, messageId, status, body.array());
    }

    byte[] write(long messageId, long fileId, long offset, String data) {
        return write(messageId, fileId, offset, data, 0, data.length());
    }

    /** WRITE with {@code padding} bytes before the data, announcing {@code length} bytes. */
    byte[] write(long messageId, long fileId, long offset, String data, int padding, int length) {
        ByteBuffer body = bytes(48 + padding + data.length()).putShort(0, (short) 49);
        body.putShort(2, (short) (64 + 48 + padding)).putInt(4, length).putLong(8, offset);
        body.putLong(16, fileId).putLong(24, fileId);
        body.put(48 + padding, data.getBytes(StandardCharsets.ISO_8859_1));
        return request(9, messageId, body.array());
    }

    byte[] writeAnswer(long messageId, int count) {
        return answer(
                9,
                messageId,
                0,
                bytes(17).putShort(0, (short) 17).putInt(4, count).array());
    }

    byte[] close(long messageId, long fileId) {
        return request(
                6,
                messageId,
                bytes(24)
                        .putShort(0, (short) 24)
                        .putLong(8, fileId)
                        .putLong(16, fileId)
                        .array());
    }

    byte[] closeAnswer(long messageId, long endOfFile) {
        ByteBuffer body = bytes(60).putShort(0, (short) 60).putShort(2, (short) (endOfFile < 0 ? 0 : 1));
        return answer(6, messageId, 0, body.putLong(48, Math.max(0, endOfFile)).array());
    }

    byte[] setInfo(long messageId, long fileId, int infoClass, byte[] buffer) {
        ByteBuffer body = bytes(32 + buffer.length)
                .putShort(0, (short) 33)
                .put(2, (byte) 1)
                .put(3, (byte) infoClass);
        body.putInt(4, buffer.length)
                .putShort(8, (short) 96)
                .putLong(16, fileId)
                .putLong(24, fileId);
        return request(0x11, messageId, body.put(32, buffer).array());
    }

    byte[] setInfoAnswer(long messageId) {
        return answer(0x11, messageId, 0, bytes(2).putShort(0, (short) 2).array());
    }

    static byte[] renameTo(String path) {
        byte[] name = utf16(path);
        return bytes(20 + name.length).putInt(16, name.length).put(20, name).array();
    }

    byte[] ioctl(long messageId, long fileId, int code, byte[] input) {
        ByteBuffer body = bytes(56 + input.length).putShort(0, (short) 57).putInt(4, code);
        body.putLong(8, fileId).putLong(16, fileId).putInt(24, 120).putInt(28, input.length);
        return request(0x0B, messageId, body.put(56, input).array());
    }

    byte[] ioctlAnswer(long messageId, int code, byte[] output) {
        return ioctlAnswer(messageId, code, 0, output);
    }

    byte[] ioctlAnswer(long messageId, int code, int status, byte[] output) {
        ByteBuffer body = bytes(48 + output.length).putShort(0, (short) 49).putInt(4, code);
        body.putInt(32, 112).putInt(36, output.length);
        return answer(0x0B, messageId, status, body.put(48, output).array());
    }

    /** Puts messages together to one, each but the last padded to 8 bytes, with NextCommand set. */
    static byte[] compound(byte[]... units) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int i = 0; i < units.length; i++) {
            byte[] unit = units[i].clone();
            int length = i + 1 == units.length ? unit.length : align(unit.length);
            if (i + 1 < units.length) {
                ByteBuffer.wrap(unit).order(ByteOrder.LITTLE_ENDIAN).putInt(20, length);
            }
            all.writeBytes(unit);
            all.writeBytes(new byte[length - unit.length]);
        }
        return all.toByteArray();
    }

    static byte[] utf16(String text) {
        return text.getBytes(StandardCharsets.UTF_16LE);
    }

    static ByteBuffer bytes(int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static int align(int length) {
        return length + 7 & ~7;
    }
}
