package io.sharetap.config;

import io.sharetap.unseal.KeyFile;
import io.sharetap.unseal.Keytab;
import io.sharetap.unseal.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Holds the keys and accounts of a file, and the keys of a keytab, that nobody but their owner may read, and reads them
 * again when one has changed. Any thread may ask. What cannot be read leaves what was in force.
 */
public final class KeySource implements Supplier<Secrets> {
    private static final Set<PosixFilePermission> OTHERS = EnumSet.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);
    private static final long LOOKS_EVERY_NANOS = 1_000_000_000L;

    /** null: there is none. */
    private final Path file;

    private final Path keytab;
    private volatile Secrets secrets;
    private volatile long lookedNanos = System.nanoTime();
    private List<FileTime> changed;

    private KeySource(Path file, Path keytab) {
        this.file = file;
        this.keytab = keytab;
    }

    /**
     * Reads both; null: there is none of the kind, but there is one of them.
     *
     * @throws WrongSetting it cannot be read, others may read it, or a line cannot be meant; nothing of it is quoted
     */
    static KeySource of(Path file, Path keytab) {
        KeySource source = new KeySource(file, keytab);
        source.read();
        return source;
    }

    private void read() {
        try {
            changed = changes();
        } catch (IOException e) {
            throw new WrongSetting(this + ": keys cannot be read from it");
        }
        Secrets read = file == null ? null : read(file, KeyFile::read);
        Keytab keys = keytab == null ? null : read(keytab, Keytab::read);
        secrets = keys == null ? read : read == null ? Secrets.of(keys) : read.with(keys);
    }

    private List<FileTime> changes() throws IOException {
        List<FileTime> times = new ArrayList<>();
        for (Path path : Arrays.asList(file, keytab)) {
            if (path != null) {
                times.add(Files.getLastModifiedTime(path));
            }
        }
        return times;
    }

    private static <T> T read(Path path, Function<byte[], T> reader) {
        try {
            Set<PosixFilePermission> permissions = EnumSet.copyOf(Files.getPosixFilePermissions(path));
            permissions.retainAll(OTHERS);
            if (!permissions.isEmpty()) {
                throw new WrongSetting(
                        path + ": it holds keys, and others than its owner may read or write it: chmod 600");
            }
            byte[] bytes = Files.readAllBytes(path);
            try {
                return reader.apply(bytes);
            } finally {
                Arrays.fill(bytes, (byte) 0);
            }
        } catch (IllegalArgumentException e) {
            throw new WrongSetting(path + ", " + e.getMessage());
        } catch (IOException e) {
            throw new WrongSetting(path + ": keys cannot be read from it");
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
            if (!changes().equals(changed)) {
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
        return Stream.of(file, keytab)
                .filter(Objects::nonNull)
                .map(Path::toString)
                .collect(Collectors.joining(", "));
    }
}
