package io.sharetap.output;

import io.sharetap.notice.FailureReason;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Saves executables, each once, named by their SHA-256 and not by their original name. They may be malicious: a saved
 * file is readable by its owner alone, and never executable.
 *
 * <p>Any thread may save. Two that save the same content do no harm, as a file appears complete or not at all.
 */
public final class ExecutableFolder {
    private static final int BLOCK_BYTES = 64 << 10;
    private static final String UNFINISHED = ".unfinished";

    private final Path folder;
    private final long bytesPerFile;
    private final long bytesMax;
    /** Bytes of all files in the folder, and of those being written. */
    private final AtomicLong heldBytes = new AtomicLong();

    private final AtomicLong saved = new AtomicLong();
    private final AtomicLongArray notSaved = new AtomicLongArray(NotSaved.values().length);
    private final AtomicReference<IOException> firstFailure = new AtomicReference<>();

    /** Gives bytes of a file at any offset; fewer than asked where they are missing. */
    @FunctionalInterface
    public interface Bytes {
        int read(long fileOffset, byte[] target, int targetAt, int count);
    }

    /**
     * Makes the folder where it is missing. Unfinished files of an earlier run are deleted; its saved files count.
     *
     * @param bytesPerFile a larger executable is not saved
     * @param bytesMax the most bytes in the folder
     * @throws IOException the folder cannot be read, or is no folder
     */
    public ExecutableFolder(Path folder, long bytesPerFile, long bytesMax) throws IOException {
        this.folder = folder;
        this.bytesPerFile = bytesPerFile;
        this.bytesMax = bytesMax;
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder, attribute(folder.toAbsolutePath(), "rwx------"));
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                takeStock(entry);
            }
        }
    }

    /** Counts or deletes an existing entry. Links are not followed, as their targets lie elsewhere. */
    private void takeStock(Path entry) throws IOException {
        BasicFileAttributes facts = Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!facts.isRegularFile()) {
            return;
        }
        if (entry.getFileName().toString().endsWith(UNFINISHED)) {
            Files.delete(entry);
        } else {
            heldBytes.addAndGet(facts.size());
        }
    }

    /** Saves a file of which every byte is known, if the limits allow. */
    public void save(byte[] sha256, long size, Bytes content) {
        Path file = folder.resolve(HexFormat.of().formatHex(sha256));
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (size > bytesPerFile) {
            count(NotSaved.TOO_LARGE);
            return;
        }
        if (heldBytes.addAndGet(size) > bytesMax) {
            heldBytes.addAndGet(-size);
            count(NotSaved.FOLDER_FULL);
            return;
        }
        Path unfinished =
                folder.resolve(file.getFileName() + "." + Thread.currentThread().getName() + UNFINISHED);
        try {
            if (copy(unfinished, sha256, size, content)) {
                Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
                saved.incrementAndGet();
                return;
            }
            Files.delete(unfinished);
            count(NotSaved.CONTENT_NOT_KEPT);
        } catch (IOException e) {
            count(NotSaved.DISK_FAILED);
            firstFailure.compareAndSet(null, e);
            deleteQuietly(unfinished);
        }
        heldBytes.addAndGet(-size);
    }

    /** Returns false where the bytes do not have this digest, because some were not kept. */
    private static boolean copy(Path target, byte[] sha256, long size, Bytes content) throws IOException {
        Files.deleteIfExists(target);
        Files.createFile(target, attribute(target.toAbsolutePath(), "rw-------"));
        MessageDigest digest = digest();
        byte[] block = new byte[(int) Math.min(BLOCK_BYTES, Math.max(1, size))];
        try (OutputStream out = Files.newOutputStream(target, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
            for (long at = 0; at < size; ) {
                int count = content.read(at, block, 0, (int) Math.min(block.length, size - at));
                if (count <= 0) {
                    return false;
                }
                digest.update(block, 0, count);
                out.write(block, 0, count);
                at += count;
            }
        }
        return Arrays.equals(digest.digest(), sha256);
    }

    private static FileAttribute<?>[] attribute(Path path, String permissions) {
        Set<String> views = path.getFileSystem().supportedFileAttributeViews();
        return views.contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    private static void deleteQuietly(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // The first failure is kept and will be reported.
        }
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java lacks SHA-256", e);
        }
    }

    public long saved() {
        return saved.get();
    }

    /** Executables that were not saved, for any reason. */
    public long notSaved() {
        return Arrays.stream(NotSaved.values()).mapToLong(this::notSaved).sum();
    }

    public long notSaved(NotSaved reason) {
        return notSaved.get(reason.ordinal());
    }

    private void count(NotSaved reason) {
        notSaved.incrementAndGet(reason.ordinal());
    }

    /** Bytes of the files in the folder, and of those being written. */
    public long heldBytes() {
        return heldBytes.get();
    }

    /** Null: the disk took everything. */
    public IOException firstFailure() {
        return firstFailure.get();
    }

    /** Where and why the disk failed for the first time, in words. */
    public String diskFailure() {
        IOException failure = firstFailure.get();
        return folder + ": " + (failure == null ? NotSaved.DISK_FAILED.why() : FailureReason.alone(failure));
    }
}
