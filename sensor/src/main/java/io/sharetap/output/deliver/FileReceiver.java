package io.sharetap.output.deliver;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Appends messages to a file, one line each, complete lines in one write. It follows the path: where that leads to
 * another file or to none, as after logrotate, it is opened again, before the next write and within a second.
 */
final class FileReceiver implements Receiver {
    private static final int WRITE_BYTES = 64 << 10;

    private final Path path;
    private final Rotation rotation;
    private FileChannel channel;
    private Object openedKey;
    private boolean regular;
    private long periodMillis;
    /** The file ends with half a line that could not be removed. */
    private boolean torn;

    private volatile boolean reopening;

    FileReceiver(Path path, Rotation rotation) {
        this.path = path;
        this.rotation = rotation;
    }

    @Override
    public void reopen() {
        reopening = true;
    }

    @Override
    public void deliver(List<Message> messages, Progress progress) throws IOException {
        follow();
        int from = 0;
        while (from < messages.size()) {
            int count = 0;
            long bytes = 0;
            long size = channel.size();
            while (from + count < messages.size() && (count == 0 || bytes < WRITE_BYTES)) {
                long more = messages.get(from + count).body().length + 1L;
                if (count > 0 && regular && !rotation.hasRoom(size, bytes + more)) {
                    break;
                }
                bytes += more;
                count++;
            }
            if (regular && !rotation.hasRoom(size, bytes)) {
                rotate();
            } else {
                write(messages.subList(from, from + count), Math.toIntExact(bytes));
                progress.taken(count);
                from += count;
            }
        }
    }

    @Override
    public void onPause() throws IOException {
        follow();
    }

    /** Makes sure that the right file is open, whatever others did to the path, and whatever the clock says. */
    private void follow() throws IOException {
        if (channel == null || !channel.isOpen() || reopening || regular && !Objects.equals(openedKey, keyOfPath())) {
            open();
        }
        if (regular && channel.size() > 0 && rotation.isOver(periodMillis)) {
            rotate();
        } else if (rotation.isOver(periodMillis)) {
            periodMillis = rotation.now();
        }
    }

    /** The identity of the file at the path; null where there is none. */
    private Object keyOfPath() throws IOException {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    private void open() throws IOException {
        closeChannel();
        reopening = false;
        boolean there = Files.exists(path);
        regular = !there || Files.isRegularFile(path);
        if (regular) {
            if (!there && !Files.isSymbolicLink(path) && path.toAbsolutePath().getParent() != null) {
                Files.createDirectories(path.toAbsolutePath().getParent());
            }
            channel = FileChannel.open(
                    path,
                    Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----")));
        } else {
            channel = FileChannel.open(path, StandardOpenOption.WRITE); // a device or a pipe
        }
        openedKey = regular ? keyOfPath() : null;
        periodMillis = there && regular ? Files.getLastModifiedTime(path).toMillis() : rotation.now();
        torn = regular && endsInMidstOfLine();
    }

    private boolean endsInMidstOfLine() throws IOException {
        if (channel.size() == 0) {
            return false;
        }
        try (FileChannel written = FileChannel.open(path, StandardOpenOption.READ)) {
            ByteBuffer last = ByteBuffer.allocate(1);
            return written.read(last, written.size() - 1) == 1 && last.get(0) != '\n';
        } catch (AccessDeniedException e) {
            return false; // the file may be writable but not readable
        }
    }

    private void rotate() throws IOException {
        channel.force(false);
        closeChannel();
        rotation.putAside(path);
        open();
    }

    private void write(List<Message> messages, int length) throws IOException {
        ByteBuffer lines = ByteBuffer.allocate(length + 1);
        if (torn) {
            lines.put((byte) '\n');
        }
        for (Message message : messages) {
            lines.put(message.body()).put((byte) '\n');
        }
        lines.flip();
        long before = regular ? channel.size() : 0;
        try {
            while (lines.hasRemaining()) {
                channel.write(lines);
            }
            torn = false;
        } catch (IOException e) {
            takeBack(before, lines.position());
            throw e;
        }
    }

    /** The disk is full: removes a half-written line, so that none stays in the middle of the file. */
    private void takeBack(long before, int written) {
        if (!regular || !channel.isOpen() || written == 0) {
            return;
        }
        try {
            if (channel.size() == before + written) { // otherwise another process has written, too
                channel.truncate(before);
                return;
            }
        } catch (IOException e) {
            // The half line stays.
        }
        torn = true;
    }

    private void closeChannel() throws IOException {
        if (channel != null) {
            channel.close();
            channel = null;
        }
    }

    @Override
    public void close() throws IOException {
        if (channel != null && regular && channel.isOpen()) {
            channel.force(false);
        }
        closeChannel();
    }
}
