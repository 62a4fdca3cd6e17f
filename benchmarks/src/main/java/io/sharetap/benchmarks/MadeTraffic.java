package io.sharetap.benchmarks;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Makes the frames of clients that write files to one server by SMB2 ([MS-SMB2] 2.2), each file on the connection of
 * its number. Making them allocates nothing, and costs some nanoseconds a frame.
 */
final class MadeTraffic {
    private static final int SYN = 0x02;
    private static final int SYN_ACK = 0x12;
    private static final int CREATE = 5;
    private static final int CLOSE = 6;
    private static final int WRITE = 9;
    private static final int MESSAGE_ID_AT = 24;
    private static final int BODY_AT = 64;
    private static final int NAME_AT = BODY_AT + 56;
    private static final int NAME_DIGITS = 8;
    private static final int CONTENT_AT = BODY_AT + 48;
    /** Behind a program's headers, and in the first of the blocks by which content beginnings are compared. */
    private static final int FILE_NUMBER_AT = 1_000;

    private final MadeMessage.Sink sink;
    private final int connections;
    private final int[] clientSequences;
    private final int[] serverSequences;
    private final long[] messageIds;
    private final long[] offsets;
    private final int writeBytes;
    private boolean alike;

    private final MadeMessage syn = MadeMessage.bare(true, SYN);
    private final MadeMessage synAck = MadeMessage.bare(false, SYN_ACK);
    private final MadeMessage create;
    private final MadeMessage createAnswer;
    private final MadeMessage write;
    private final MadeMessage writeAnswer;
    private final MadeMessage close;
    private final MadeMessage closeAnswer;

    /**
     * Makes the messages.
     *
     * @param content of each WRITE, with the file's number in it; at least 1,008 bytes
     * @param extension of the files' names
     */
    MadeTraffic(MadeMessage.Sink sink, int connections, int files, byte[] content, String extension) {
        this.sink = sink;
        this.connections = connections;
        this.writeBytes = content.length;
        clientSequences = new int[connections];
        serverSequences = new int[connections];
        messageIds = new long[connections];
        offsets = new long[files];
        byte[] name = ("0".repeat(NAME_DIGITS) + extension).getBytes(StandardCharsets.UTF_16LE);
        create = request(
                CREATE,
                body(57, 56 + name.length)
                        .putShort(44, (short) NAME_AT)
                        .putShort(46, (short) name.length)
                        .put(56, name));
        createAnswer = answer(CREATE, body(89, 88).putInt(4, 2)); // FILE_CREATED
        write = request(
                WRITE,
                body(49, 48 + content.length)
                        .putShort(2, (short) CONTENT_AT)
                        .putInt(4, content.length)
                        .put(48, content));
        writeAnswer = answer(WRITE, body(17, 17).putInt(4, content.length));
        close = request(CLOSE, body(24, 24));
        closeAnswer = answer(CLOSE, body(60, 60));
    }

    /** From now on all files have the same content. */
    void writeAlike() {
        alike = true;
    }

    private static ByteBuffer body(int structureSize, int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN).putShort(0, (short) structureSize);
    }

    private static MadeMessage request(int command, ByteBuffer body) {
        return MadeMessage.of(true, unit(command, 0, body));
    }

    private static MadeMessage answer(int command, ByteBuffer body) {
        return MadeMessage.of(false, unit(command, 1, body));
    }

    private static byte[] unit(int command, int flags, ByteBuffer body) {
        ByteBuffer unit = ByteBuffer.allocate(BODY_AT + body.capacity()).order(ByteOrder.LITTLE_ENDIAN);
        unit.putInt(0, 0x424D_53FE).putShort(4, (short) BODY_AT).putShort(6, (short) 1);
        unit.putShort(12, (short) command).putShort(14, (short) 1).putInt(16, flags);
        unit.putInt(36, 7).putLong(40, 0x51); // TreeId, SessionId
        return unit.put(BODY_AT, body.array()).array();
    }

    /** Opens a connection. */
    void connect(int connection) {
        clientSequences[connection] = 1;
        serverSequences[connection] = 1;
        syn.give(connection, 0, 0, sink);
        synAck.give(connection, 0, 1, sink);
    }

    /** Creates a file; {@code nameNumber} is in its name. */
    void create(int file, int nameNumber) {
        offsets[file] = 0;
        int rest = nameNumber;
        long low = 0;
        long high = 0;
        for (int digit = 0; digit < NAME_DIGITS; digit++) {
            long character = '0' + rest % 10;
            rest /= 10;
            if (digit < NAME_DIGITS / 2) {
                low |= character << 16 * digit;
            } else {
                high |= character << 16 * (digit - NAME_DIGITS / 2);
            }
        }
        create.set(NAME_AT, low);
        create.set(NAME_AT + Long.BYTES, high);
        setFileId(createAnswer, 64, file);
        exchange(file, create, createAnswer);
    }

    /** Appends a WRITE's data to the file. */
    void write(int file) {
        write.set(BODY_AT + 8, offsets[file]);
        setFileId(write, 16, file);
        write.set(CONTENT_AT + FILE_NUMBER_AT, alike ? 0 : file + 1L);
        offsets[file] += writeBytes;
        exchange(file, write, writeAnswer);
    }

    /** Closes the file. */
    void close(int file) {
        setFileId(close, 8, file);
        exchange(file, close, closeAnswer);
    }

    private static void setFileId(MadeMessage message, int at, int file) {
        message.set(BODY_AT + at, file + 1L);
        message.set(BODY_AT + at + Long.BYTES, file + 1L);
    }

    private void exchange(int file, MadeMessage request, MadeMessage answer) {
        int connection = file % connections;
        long messageId = ++messageIds[connection];
        request.set(MESSAGE_ID_AT, messageId);
        answer.set(MESSAGE_ID_AT, messageId);
        request.give(connection, clientSequences[connection], serverSequences[connection], sink);
        clientSequences[connection] += request.streamBytes();
        answer.give(connection, serverSequences[connection], clientSequences[connection], sink);
        serverSequences[connection] += answer.streamBytes();
    }
}
