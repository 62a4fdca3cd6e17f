package io.sharetap.config;

import io.sharetap.unseal.KeyFile;
import io.sharetap.unseal.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Holds the keys and accounts of a file that nobody but its owner may read, and reads it again when it has changed. Any
 * thread may ask. What cannot be read leaves what was in force.
 */
public final class KeySource implements Supplier<Secrets> {
    private static final Set<PosixFilePermission> OTHERS = EnumSet.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);
    private static final long LOOKS_EVERY_NANOS = 1_000_000_000L;

    private final Path file;
    private volatile Secrets secrets;
    private volatile long lookedNanos = System.nanoTime();
    private FileTime changed;

    private KeySource(Path file) {
        this.file = file;
    }

    /**
     * Reads a file.
     *
     * @throws WrongSetting it cannot be read, others may read it, or a line cannot be meant; nothing of it is quoted
     */
    static KeySource of(Path file) {
        KeySource source = new KeySource(file);
        source.read();
        return source;
    }

    private void read() {
        try {
            Set<PosixFilePermission> permissions = EnumSet.copyOf(Files.getPosixFilePermissions(file));
            permissions.retainAll(OTHERS);
            if (!permissions.isEmpty()) {
                throw new WrongSetting(
                        file + ": it holds keys, and others than its owner may read or write it: chmod 600");
            }
            changed = Files.getLastModifiedTime(file);
            byte[] text = Files.readAllBytes(file);
            try {
                secrets = KeyFile.read(text);
            } finally {
                Arrays.fill(text, (byte) 0);
            }
        } catch (IllegalArgumentException e) {
            throw new WrongSetting(file + ", " + e.getMessage());
        } catch (IOException e) {
            throw new WrongSetting(file + ": keys cannot be read from it");
        }
    }

    /** What is in force; once a second at most it is looked whether the file has changed. */
    @Override
    public Secrets get() {
        if (System.nanoTime() - lookedNanos > LOOKS_EVERY_NANOS) {
            lookAgain();
        }
        return secrets;
    }

    private synchronized void lookAgain() {
        lookedNanos = System.nanoTime();
        try {
            if (!Files.getLastModifiedTime(file).equals(changed)) {
                read();
            }
        } catch (IOException | WrongSetting e) {
            return; // half written, or gone: the next look, or SIGHUP, which says what is wrong
        }
    }

    /** Takes what another has read of its file. */
    public void takeFrom(KeySource other) {
        secrets = other.secrets;
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
