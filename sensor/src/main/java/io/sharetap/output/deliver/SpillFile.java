package io.sharetap.output.deliver;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32C;

/**
 * One file of a spill: messages one after the other, each with its length and a checksum. A torn end, left by a kill,
 * is cut off when the file is opened.
 */
final class SpillFile {
    /** Length of the rest and its CRC-32C; the rest is the kind, the key's length, key and body. */
    private static final int HEAD_BYTES = Integer.BYTES + Integer.BYTES;

    private static final int FIXED_BYTES = 1 + Integer.BYTES;
    private static final int MESSAGE_BYTES_MAX = 64 << 20;

    private final Path path;
    private final long number;
    private FileChannel channel;
    private long writtenBytes;
    private long writtenRecords;
    private long readBytes;
    private long readRecords;

    SpillFile(Path folder, long number) {
        this.number = number;
        path = folder.resolve(String.format("%020d.spill", number));
    }

    long number() {
        return number;
    }

    long waitingRecords() {
        return writtenRecords - readRecords;
    }

    long bytes() {
        return writtenBytes;
    }

    /** Bytes from the beginning whose messages were read and taken. */
    long takenBytes() {
        return readBytes;
    }

    static long bytesOf(Message message) {
        return (long) HEAD_BYTES + FIXED_BYTES + message.key().length + message.body().length;
    }

    /** Opens a file of an earlier run, which had taken the first {@code takenBytes} of it. */
    void open(long takenBytes) throws IOException {
        channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        long size = channel.size();
        boolean whole = true;
        while (whole && writtenBytes < size) {
            Message message = readAt(writtenBytes);
            whole = message != null;
            if (whole) {
                writtenBytes += bytesOf(message);
                writtenRecords++;
                if (writtenBytes <= takenBytes) {
                    readBytes = writtenBytes;
                    readRecords = writtenRecords;
                }
            }
        }
        channel.truncate(writtenBytes);
    }

    private void create() throws IOException {
        channel = FileChannel.open(
                path,
                Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    /** Appends all messages, or none where the disk fails. */
    void append(List<Message> messages) throws IOException {
        if (channel == null) {
            create();
        }
        int length =
                Math.toIntExact(messages.stream().mapToLong(SpillFile::bytesOf).sum());
        ByteBuffer bytes = ByteBuffer.allocate(length);
        for (Message message : messages) {
            put(bytes, message);
        }
        bytes.flip();
        try {
            long at = writtenBytes;
            while (bytes.hasRemaining()) {
                at += channel.write(bytes, at);
            }
        } catch (IOException e) {
            channel.truncate(writtenBytes);
            throw e;
        }
        writtenBytes += length;
        writtenRecords += messages.size();
    }

    private static void put(ByteBuffer bytes, Message message) {
        int length = FIXED_BYTES + message.key().length + message.body().length;
        bytes.putInt(length);
        int sumAt = bytes.position();
        bytes.putInt(0);
        int from = bytes.position();
        bytes.put((byte) message.kind().ordinal());
        bytes.putInt(message.key().length).put(message.key()).put(message.body());
        bytes.putInt(sumAt, sum(bytes.array(), from, length));
    }

    private static int sum(byte[] bytes, int from, int length) {
        CRC32C sum = new CRC32C();
        sum.update(bytes, from, length);
        return (int) sum.getValue();
    }

    /** The next waiting messages, up to {@code bytesMax} but at least one; they stay in the file. */
    List<Message> peek(long bytesMax) throws IOException {
        List<Message> messages = new ArrayList<>();
        long at = readBytes;
        while (at < writtenBytes && (messages.isEmpty() || at - readBytes < bytesMax)) {
            Message message = readAt(at);
            if (message == null) {
                throw new IOException(path + " was changed by somebody else");
            }
            messages.add(message);
            at += bytesOf(message);
        }
        return messages;
    }

    /** The message at this offset; null where there is no complete one. */
    private Message readAt(long at) throws IOException {
        ByteBuffer head = ByteBuffer.allocate(HEAD_BYTES);
        if (!fill(head, at)) {
            return null;
        }
        int length = head.getInt();
        int sum = head.getInt();
        if (length < FIXED_BYTES || length > MESSAGE_BYTES_MAX) {
            return null;
        }
        ByteBuffer rest = ByteBuffer.allocate(length);
        if (!fill(rest, at + HEAD_BYTES) || sum(rest.array(), 0, length) != sum) {
            return null;
        }
        int kind = rest.get();
        int keyLength = rest.getInt();
        if (kind < 0 || kind >= Message.Kind.values().length || keyLength < 0 || keyLength > rest.remaining()) {
            return null;
        }
        byte[] key = new byte[keyLength];
        rest.get(key);
        byte[] body = new byte[rest.remaining()];
        rest.get(body);
        return new Message(Message.Kind.values()[kind], key, body);
    }

    private boolean fill(ByteBuffer bytes, long from) throws IOException {
        long at = from;
        while (bytes.hasRemaining()) {
            int read = channel.read(bytes, at);
            if (read < 0) {
                return false;
            }
            at += read;
        }
        bytes.flip();
        return true;
    }

    /** The first waiting message was taken. */
    void take(Message first) throws IOException {
        if (waitingRecords() == 0) {
            throw new EOFException("nothing waits in " + path);
        }
        readBytes += bytesOf(first);
        readRecords++;
    }

    void delete() throws IOException {
        close();
        Files.deleteIfExists(path);
    }

    void close() throws IOException {
        if (channel != null) {
            channel.close();
            channel = null;
        }
    }
}
