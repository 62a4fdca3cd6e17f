package io.sharetap.config;

import io.sharetap.notice.FailureReason;
import io.sharetap.unseal.KeyFile;
import io.sharetap.unseal.Keytab;
import io.sharetap.unseal.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Holds the secrets of a key file and of a keytab, which only their owner may be able to read, and reads the files
 * again when they have changed. Thread-safe. If a file cannot be read any more, the earlier secrets stay in force.
 */
public final class KeySource implements Supplier<Secrets> {
    private static final long LOOKS_EVERY_NANOS = 1_000_000_000L;

    private volatile Read inForce;
    private volatile long lookedNanos = System.nanoTime();
    private volatile Consumer<String> messages = message -> {};

    /** Why the last look could not take over what it found; null: it could, or nothing had changed. */
    private String refusal;

    private boolean refusalReported;

    /** What was read, with the state of the files at that time; {@code secrets} is null where there are none. */
    private record Read(Path file, Path keytab, List<State> states, Secrets secrets) {
        boolean changed() throws IOException {
            return !statesOf(file, keytab).equals(states);
        }

        @Override
        public String toString() {
            return Stream.of(file, keytab)
                    .filter(Objects::nonNull)
                    .map(Path::toString)
                    .collect(Collectors.joining(", "));
        }
    }

    /** The facts by which a changed or replaced file is noticed. */
    private record State(FileTime modified, long bytes, Object identity) {}

    private KeySource(Read read) {
        inForce = read;
    }

    /**
     * Reads both; null: there is none of the kind.
     *
     * @throws WrongSetting a file cannot be read, others may read it, or a line makes no sense; the message quotes
     *     nothing of it
     */
    static KeySource of(Path file, Path keytab) {
        return new KeySource(read(file, keytab));
    }

    private static Read read(Path file, Path keytab) {
        if (file == null && keytab == null) {
            return new Read(null, null, List.of(), null);
        }
        List<State> states;
        try {
            states = statesOf(file, keytab);
        } catch (IOException e) {
            throw new WrongSetting(FailureReason.of(e));
        }
        Secrets read = file == null ? null : contentOf(file, KeyFile::read);
        Keytab keys = keytab == null ? null : contentOf(keytab, Keytab::read);
        return new Read(file, keytab, states, both(read, keys));
    }

    private static Secrets both(Secrets read, Keytab keys) {
        if (keys == null) {
            return read;
        }
        return read == null ? Secrets.of(keys) : read.with(keys);
    }

    private static List<State> statesOf(Path... paths) throws IOException {
        List<State> states = new ArrayList<>();
        for (Path path : paths) {
            if (path != null) {
                BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class);
                states.add(new State(now.lastModifiedTime(), now.size(), now.fileKey()));
            }
        }
        return states;
    }

    private static <T> T contentOf(Path path, Function<byte[], T> reader) {
        try {
            if (Files.isDirectory(path)) {
                throw new WrongSetting(path + ": it is a folder, not a file");
            }
            Set<PosixFilePermission> others = EnumSet.of(
                    PosixFilePermission.GROUP_READ,
                    PosixFilePermission.GROUP_WRITE,
                    PosixFilePermission.OTHERS_READ,
                    PosixFilePermission.OTHERS_WRITE);
            others.retainAll(Files.getPosixFilePermissions(path));
            if (!others.isEmpty()) {
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
            throw new WrongSetting(path + ": " + e.getMessage());
        } catch (IOException e) {
            throw new WrongSetting(path + ": " + FailureReason.alone(e));
        }
    }

    /** The secrets in force; null where there are none. At most once a second this looks whether a file has changed. */
    @Override
    public Secrets get() {
        if (inForce.secrets() != null && System.nanoTime() - lookedNanos > LOOKS_EVERY_NANOS) {
            look();
        }
        return inForce.secrets();
    }

    /**
     * Sets who is told, by whichever thread looks, when changed files are in force and when they cannot be. What cannot
     * be read is reported once, and only when two looks have found it so: before that it may be half written.
     */
    public void reportTo(Consumer<String> receiver) {
        messages = receiver;
    }

    /** Looks whether a file has changed, and if so reads it. */
    synchronized void look() {
        lookedNanos = System.nanoTime();
        Read before = inForce;
        try {
            if (before.changed()) {
                replace(read(before.file(), before.keytab()));
                messages.accept("keys: " + before + " was read again");
            }
            refusal = null;
        } catch (WrongSetting e) {
            refuse(e.getMessage());
        } catch (IOException e) {
            refuse(FailureReason.of(e));
        }
    }

    private void refuse(String reason) {
        if (!reason.equals(refusal)) {
            refusal = reason;
            refusalReported = false;
        } else if (!refusalReported) {
            refusalReported = true;
            messages.accept("keys: " + reason + "; the keys that were read before stay in force");
        }
    }

    /** Takes over the files of {@code other}, and what was read of them; {@code other} is not asked any more. */
    public synchronized void takeFrom(KeySource other) {
        refusal = null;
        replace(other.inForce);
    }

    private void replace(Read now) {
        Secrets before = inForce.secrets();
        inForce = now;
        if (before != null && before != now.secrets()) {
            before.retire();
        }
    }

    @Override
    public String toString() {
        return inForce.toString();
    }
}
