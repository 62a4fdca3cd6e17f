package io.sharetap.smb;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Makes SMB1 messages for tests: requests and answers as [MS-CIFS] 2.2.4 draws them. */
final class Smb1Messages {
    static final int ACCESS_DENIED = 0xC000_0022;
    static final int MORE_PROCESSING = 0xC000_0016;
    static final int DOS_ERROR = 0x0005_0001; // ERRDOS, ERRnoaccess
    static final int UNICODE = 0x8000;
    static final int NT_STATUS = 0x4000;
    static final int DFS = 0x1000;

    private static final int HEADER_LENGTH = 32;

    int userId = 0x800;
    int treeId = 0x700;
    int processId = 0xFEFF;
    int flags2 = UNICODE | NT_STATUS;

    /** One command of a message: its words, and its bytes as a function of where in the message they begin. */
    record Block(int command, byte[] words, Placed bytes) {}

    /** Makes bytes that know where in their message they begin. */
    interface Placed {
        byte[] at(int position);
    }

    byte[] request(int mid, Block... chain) {
        return message(mid, 0x18, 0, chain);
    }

    byte[] answer(int mid, Block... chain) {
        return message(mid, 0x98, 0, chain);
    }

    byte[] refusal(int command, int mid, int status) {
        return message(mid, 0x98, status, new Block(command, new byte[0], at -> new byte[0]));
    }

    byte[] answer(int mid, int status, Block... chain) {
        return message(mid, 0x98, status, chain);
    }

    private byte[] message(int mid, int flags, int status, Block... chain) {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        ByteBuffer header = bytes(HEADER_LENGTH);
        header.put(new byte[] {(byte) 0xFF, 'S', 'M', 'B', (byte) chain[0].command});
        header.putInt(status).put((byte) flags).putShort((short) flags2).putShort((short) (processId >>> 16));
        header.putShort(24, (short) treeId).putShort(26, (short) processId);
        header.putShort(28, (short) userId).putShort(30, (short) mid);
        message.writeBytes(header.array());
        for (int i = 0; i < chain.length; i++) {
            int bytesAt = message.size() + 1 + chain[i].words.length + 2;
            byte[] data = chain[i].bytes.at(bytesAt);
            byte[] words = chain[i].words.clone();
            if (i + 1 < chain.length) {
                words[0] = (byte) chain[i + 1].command;
                bytes(words).putShort(2, (short) (bytesAt + data.length));
            } else if (words.length > 0 && Smb1Commands.chains(chain[i].command)) {
                words[0] = (byte) 0xFF;
            }
            message.write(words.length / 2);
            message.writeBytes(words);
            message.writeBytes(
                    bytes(2).putShort(0, (short) Math.min(data.length, 0xFFFF)).array());
            message.writeBytes(data);
        }
        return message.toByteArray();
    }

    Block block(int command, byte[] words, byte... data) {
        return new Block(command, words, at -> data);
    }

    /** A command with nothing in it. */
    Block empty(int command) {
        return block(command, Smb1Commands.chains(command) ? new byte[4] : new byte[0]);
    }

    Block sessionSetup(String user, String domain) {
        return sessionSetup(user, domain, 3, 5);
    }

    Block sessionSetup(String user, String domain, int oemBytes, int unicodeBytes) {
        int passwords = oemBytes + unicodeBytes;
        ByteBuffer words = bytes(26).putShort(14, (short) oemBytes).putShort(16, (short) unicodeBytes);
        return new Block(
                Smb1Commands.SESSION_SETUP_ANDX,
                words.array(),
                at -> join(new byte[passwords], text(at + passwords, user), text(0, domain), text(0, "Unix")));
    }

    Block sessionSetup(byte[] blob) {
        ByteBuffer words = bytes(24).putShort(14, (short) blob.length);
        return block(Smb1Commands.SESSION_SETUP_ANDX, words.array(), join(blob, new byte[4]));
    }

    Block sessionSetupAnswer(byte[] blob) {
        return block(
                Smb1Commands.SESSION_SETUP_ANDX,
                bytes(8).putShort(6, (short) blob.length).array(),
                blob);
    }

    Block treeConnect(String path) {
        ByteBuffer words = bytes(8).putShort(6, (short) 1);
        return new Block(
                Smb1Commands.TREE_CONNECT_ANDX,
                words.array(),
                at -> join(new byte[1], text(at + 1, path), ascii("?????\0")));
    }

    Block treeConnectAnswer(String service) {
        return block(Smb1Commands.TREE_CONNECT_ANDX, new byte[6], ascii(service + "\0NTFS\0"));
    }

    Block create(String path) {
        return create(path, 0, 0);
    }

    Block create(String path, int options, int rootFid) {
        int width = (flags2 & UNICODE) != 0 ? 2 : 1;
        ByteBuffer words = bytes(48).putShort(5, (short) (path.length() * width));
        words.putInt(11, rootFid).putInt(39, options);
        return new Block(Smb1Commands.NT_CREATE_ANDX, words.array(), at -> text(at, path));
    }

    Block createAnswer(int fid, int action, long endOfFile, int resourceType) {
        ByteBuffer words = bytes(68).putShort(5, (short) fid).putInt(7, action).putInt(43, 0x20);
        words.putLong(55, endOfFile).putShort(63, (short) resourceType);
        return block(Smb1Commands.NT_CREATE_ANDX, words.array());
    }

    Block write(int fid, long offset, String data) {
        return write(fid, offset, data, 1, data.length());
    }

    /** With {@code padding} in front of the data, and a length that need not be true. */
    Block write(int fid, long offset, String data, int padding, int length) {
        return new Block(Smb1Commands.WRITE_ANDX, writeWords(28, fid, offset, padding, length), at -> {
            return join(new byte[padding], ascii(data));
        });
    }

    Block shortWrite(int fid, long offset, String data) {
        return new Block(Smb1Commands.WRITE_ANDX, writeWords(24, fid, offset, 0, data.length()), at -> ascii(data));
    }

    private static byte[] writeWords(int bytes, int fid, long offset, int padding, int length) {
        ByteBuffer words = bytes(bytes).putShort(4, (short) fid).putInt(6, (int) offset);
        words.putShort(18, (short) (length >>> 16)).putShort(20, (short) length);
        words.putShort(22, (short) (HEADER_LENGTH + 1 + bytes + 2 + padding));
        if (bytes >= 28) {
            words.putInt(24, (int) (offset >>> 32));
        }
        return words.array();
    }

    Block writeAnswer(int count) {
        ByteBuffer words = bytes(12).putShort(4, (short) count).putShort(8, (short) (count >>> 16));
        return block(Smb1Commands.WRITE_ANDX, words.array());
    }

    /** WRITE, WRITE_AND_UNLOCK. */
    Block oldWrite(int command, int fid, int offset, String data) {
        ByteBuffer words =
                bytes(10).putShort((short) fid).putShort((short) data.length()).putInt(offset);
        byte[] head = bytes(3).put((byte) 1).putShort((short) data.length()).array();
        return block(command, words.array(), join(head, ascii(data)));
    }

    Block writeAndClose(int fid, int offset, String data) {
        ByteBuffer words =
                bytes(12).putShort((short) fid).putShort((short) data.length()).putInt(offset);
        return block(Smb1Commands.WRITE_AND_CLOSE, words.array(), join(new byte[1], ascii(data)));
    }

    Block oneWord(int command, int word) {
        return block(command, bytes(2).putShort(0, (short) word).array());
    }

    Block close(int fid) {
        return block(Smb1Commands.CLOSE, bytes(6).putShort(0, (short) fid).array());
    }

    /** OPEN, CREATE, CREATE_NEW, DELETE: names behind a BufferFormat. */
    Block named(int command, int words, String... names) {
        return new Block(command, new byte[2 * words], at -> {
            ByteArrayOutputStream data = new ByteArrayOutputStream();
            for (String name : names) {
                data.write(4);
                data.writeBytes(text(at + data.size(), name));
            }
            return data.toByteArray();
        });
    }

    Block openAndX(String name) {
        return new Block(Smb1Commands.OPEN_ANDX, new byte[30], at -> text(at, name));
    }

    Block openAndXAnswer(int fid, int size, int results) {
        ByteBuffer words = bytes(30).putShort(4, (short) fid).putInt(12, size).putShort(22, (short) results);
        return block(Smb1Commands.OPEN_ANDX, words.array());
    }

    /** TRANS2_OPEN2. */
    Block open2(String path) {
        return transaction2(0, join(new byte[28], text(0, path)), new byte[0]);
    }

    Block open2Answer(int fid, int size, int action) {
        int parametersAt = HEADER_LENGTH + 1 + 20 + 2 + 3 & ~3;
        ByteBuffer words =
                bytes(20).putShort(0, (short) 30).putShort(6, (short) 30).putShort(8, (short) parametersAt);
        ByteBuffer parameters =
                bytes(30).putShort(0, (short) fid).putInt(8, size).putShort(18, (short) action);
        return new Block(
                Smb1Commands.TRANSACTION2, words.array(), at -> join(new byte[parametersAt - at], parameters.array()));
    }

    Block setFile(int fid, int level, byte[] data) {
        byte[] parameters =
                bytes(6).putShort((short) fid).putShort((short) level).array();
        return transaction2(8, parameters, data);
    }

    Block setPath(String path, int level, byte[] data) {
        byte[] name = text(0, path);
        return transaction2(6, join(bytes(6).putShort((short) level).array(), name), data);
    }

    Block transaction2(int subcommand, byte[] parameters, byte[] data) {
        int parametersAt = HEADER_LENGTH + 1 + 30 + 2 + 1 & ~1;
        int dataAt = parametersAt + parameters.length + 1 & ~1;
        ByteBuffer words = bytes(30);
        words.putShort(0, (short) parameters.length).putShort(2, (short) data.length);
        words.putShort(18, (short) parameters.length).putShort(20, (short) parametersAt);
        words.putShort(22, (short) data.length).putShort(24, (short) dataAt);
        words.put(26, (byte) 1).putShort(28, (short) subcommand);
        return new Block(
                Smb1Commands.TRANSACTION2,
                words.array(),
                at -> join(
                        new byte[parametersAt - at],
                        parameters,
                        new byte[dataAt - parametersAt - parameters.length],
                        data));
    }

    /** FileRenameInformation as SMB1 has it. */
    byte[] renameTo(String name) {
        byte[] text = name.getBytes(StandardCharsets.UTF_16LE);
        return join(bytes(12).putInt(8, text.length).array(), text);
    }

    Block ntTransactCreate(String path) {
        byte[] name = path.getBytes(StandardCharsets.UTF_16LE);
        int parametersAt = HEADER_LENGTH + 1 + 38 + 2 + 3 & ~3;
        int length = 54 + name.length;
        ByteBuffer words = bytes(38).putInt(3, length).putInt(19, length).putInt(23, parametersAt);
        words.putShort(36, (short) 1);
        byte[] parameters = join(bytes(54).putInt(44, name.length).array(), name);
        return new Block(Smb1Commands.NT_TRANSACT, words.array(), at -> join(new byte[parametersAt - at], parameters));
    }

    Block ntTransactCreateAnswer(int fid, int action) {
        int parametersAt = HEADER_LENGTH + 1 + 36 + 2 + 3 & ~3;
        ByteBuffer words = bytes(36).putInt(3, 69).putInt(11, 69).putInt(15, parametersAt);
        ByteBuffer parameters = bytes(69).putShort(2, (short) fid).putInt(4, action);
        return new Block(
                Smb1Commands.NT_TRANSACT, words.array(), at -> join(new byte[parametersAt - at], parameters.array()));
    }

    Block ioctl(int fid, int ctlCode, byte[] data) {
        int dataAt = HEADER_LENGTH + 1 + 46 + 2;
        ByteBuffer words =
                bytes(46).putInt(7, data.length).putInt(27, data.length).putInt(31, dataAt);
        words.put(35, (byte) 4).putShort(36, (short) 2).putInt(38, ctlCode).putShort(42, (short) fid);
        return block(Smb1Commands.NT_TRANSACT, words.array(), data);
    }

    Block ioctlAnswer(byte[] data) {
        int dataAt = HEADER_LENGTH + 1 + 38 + 2;
        ByteBuffer words =
                bytes(38).putInt(7, data.length).putInt(23, data.length).putInt(27, dataAt);
        return block(Smb1Commands.NT_TRANSACT, words.array(), data);
    }

    /** Text with its NUL, aligned where it is Unicode. */
    byte[] text(int position, String text) {
        if ((flags2 & UNICODE) == 0) {
            return ascii(text + "\0");
        }
        return join(new byte[position & 1], (text + "\0").getBytes(StandardCharsets.UTF_16LE));
    }

    static ByteBuffer bytes(int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static ByteBuffer bytes(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
