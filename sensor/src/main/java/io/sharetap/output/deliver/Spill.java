package io.sharetap.output.deliver;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Keeps messages of one output in a folder of its own, first in, first out, across runs. A file is deleted when all its
 * messages were taken; after a kill, the messages of a file that were not taken come again. One process holds the
 * folder at a time.
 */
final class Spill {
    private static final String SUFFIX = ".spill";
    private static final String TAKEN = "taken";
    private static final long FILE_BYTES_MAX = 1 << 20;
    /** File numbers go up from here, and down for messages that are put before all others. */
    private static final long FIRST_NUMBER = 1L << 40;

    private final Path folder;
    private final String target;
    private final long bytesMax;
    private final long fileBytes;
    private final Deque<SpillFile> files = new ArrayDeque<>();
    /** Copies of the numbers, for threads that must not wait for the disk. */
    private volatile long records;

    private volatile long bytes;
    private FileChannel lockFile;

    /**
     * Makes one; nothing is touched yet.
     *
     * @param folder of this output alone
     * @param target its name, for people who find the folder
     * @param bytesMax the most that is kept
     */
    Spill(Path folder, String target, long bytesMax) {
        this.folder = folder;
        this.target = target;
        this.bytesMax = bytesMax;
        fileBytes = Math.min(FILE_BYTES_MAX, Math.max(1, bytesMax / 8));
    }

    /** Takes over what an earlier run left, if there is anything. */
    synchronized void open() throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        lock();
        List<Path> left = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
            stream.forEach(left::add);
        }
        left.sort(null);
        Path taken = folder.resolve(TAKEN);
        String[] place = Files.exists(taken) ? Files.readString(taken).strip().split(" ") : new String[0];
        for (Path path : left) {
            String name = path.getFileName().toString();
            String number = name.substring(0, name.length() - SUFFIX.length());
            SpillFile file = new SpillFile(folder, Long.parseLong(number));
            file.open(place.length == 2 && place[0].equals(number) ? Long.parseLong(place[1]) : 0);
            files.add(file);
        }
        Files.deleteIfExists(taken);
        dropTaken();
    }

    private void lock() throws IOException {
        if (lockFile != null) {
            return;
        }
        FileChannel opened =
                FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = opened.tryLock();
            if (lock == null) {
                throw new IOException(folder + " is in use by another process");
            }
        } catch (IOException | OverlappingFileLockException e) {
            opened.close();
            throw e instanceof IOException failed ? failed : new IOException(folder + " is in use", e);
        }
        lockFile = opened;
    }

    private void begin() throws IOException {
        if (lockFile != null) {
            return;
        }
        Files.createDirectories(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        lock();
        Files.writeString(folder.resolve("target"), target + "\n", StandardCharsets.UTF_8);
    }

    /**
     * Appends the first messages, as many as fit into one file.
     *
     * @return how many; 0: there is no room
     * @throws IOException the disk takes none of them
     */
    synchronized int append(List<Message> messages) throws IOException {
        int count = 0;
        long appended = 0;
        long room = bytesMax - bytes;
        while (count < messages.size() && appended < fileBytes) {
            appended += SpillFile.bytesOf(messages.get(count));
            if (appended > room) {
                break;
            }
            count++;
        }
        if (count == 0) {
            return 0;
        }
        begin();
        SpillFile last = files.peekLast();
        if (last == null || last.bytes() >= fileBytes) {
            files.addLast(fileWith(last == null ? FIRST_NUMBER : last.number() + 1, messages.subList(0, count)));
        } else {
            last.append(messages.subList(0, count));
        }
        count();
        return count;
    }

    private SpillFile fileWith(long number, List<Message> messages) throws IOException {
        SpillFile file = new SpillFile(folder, number);
        try {
            file.append(messages);
            return file;
        } catch (IOException e) {
            file.delete();
            throw e;
        }
    }

    /** Puts messages before all others. */
    synchronized void prepend(List<Message> messages) throws IOException {
        begin();
        SpillFile first = files.peekFirst();
        files.addFirst(fileWith(first == null ? FIRST_NUMBER : first.number() - 1, messages));
        count();
    }

    /** The next messages, up to {@code bytesMost} but at least one, if there are any. */
    synchronized List<Message> peek(long bytesMost) throws IOException {
        SpillFile first = files.peekFirst();
        return first == null ? List.of() : first.peek(bytesMost);
    }

    /** The first message was taken. */
    synchronized void take(Message first) throws IOException {
        files.getFirst().take(first);
        dropTaken();
    }

    private void dropTaken() throws IOException {
        while (!files.isEmpty() && files.getFirst().waitingRecords() == 0) {
            files.removeFirst().delete();
        }
        count();
    }

    /** Drops the first file, which another process has damaged; returns how many messages in it waited. */
    synchronized long drop() throws IOException {
        SpillFile spoilt = files.removeFirst();
        count();
        spoilt.delete();
        return spoilt.waitingRecords();
    }

    private void count() {
        records = files.stream().mapToLong(SpillFile::waitingRecords).sum();
        bytes = files.stream().mapToLong(SpillFile::bytes).sum();
    }

    boolean isEmpty() {
        return records == 0;
    }

    long records() {
        return records;
    }

    /** Bytes on disk; the taken messages of the first file count until the file is deleted. */
    long bytes() {
        return bytes;
    }

    /** Leaves the waiting messages to the next run. */
    synchronized void close() throws IOException {
        SpillFile first = files.peekFirst();
        if (first != null && first.takenBytes() > 0) {
            Path unfinished = folder.resolve(TAKEN + ".unfinished");
            Files.writeString(unfinished, String.format("%020d %d%n", first.number(), first.takenBytes()));
            Files.move(unfinished, folder.resolve(TAKEN), StandardCopyOption.ATOMIC_MOVE);
        }
        for (SpillFile file : files) {
            file.close();
        }
        if (lockFile != null) {
            lockFile.close();
        }
    }
}
