package io.sharetap.cli;

import io.sharetap.config.WrongSetting;
import io.sharetap.detect.LeaseTable;
import io.sharetap.notice.FailureReason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Reads lease tables, and reads them again after their servers have written to them. */
final class LeaseFiles implements Supplier<LeaseTable> {
    private static final long LOOK_EVERY_NANOS = 10_000_000_000L;
    private static final long MILLI_NANOS = 1_000_000L;

    private final List<Path> files;
    private final Consumer<String> messages;
    private LeaseTable table;
    private long changedMillis;
    private long lookedNanos = System.nanoTime();

    LeaseFiles(List<Path> files, Consumer<String> messages) {
        this.files = files;
        this.messages = messages;
        try {
            changedMillis = changedMillis();
            table = read();
        } catch (IOException e) {
            throw new WrongSetting("leases: " + FailureReason.of(e));
        }
    }

    private long changedMillis() throws IOException {
        long latest = 0;
        for (Path file : files) {
            latest = Math.max(latest, Files.getLastModifiedTime(file).toMillis());
        }
        return latest;
    }

    private LeaseTable read() throws IOException {
        LeaseTable all = LeaseTable.EMPTY;
        for (Path file : files) {
            try {
                LeaseTable one = LeaseTable.parse(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
                if (one.refusedLines() > 0) {
                    messages.accept(file + ": " + one.refusedLines() + " lines are no leases");
                }
                all = all.with(one);
            } catch (IllegalArgumentException e) {
                throw new IOException(file + ": " + e.getMessage(), e);
            }
        }
        return all;
    }

    /** Makes the next call of {@link #get} look at the files. */
    void lookAgain() {
        lookedNanos = System.nanoTime() - LOOK_EVERY_NANOS;
    }

    /** Whether it reads these files. */
    boolean reads(List<Path> others) {
        return files.equals(others);
    }

    @Override
    public LeaseTable get() {
        if (!files.isEmpty() && System.nanoTime() - lookedNanos >= LOOK_EVERY_NANOS) {
            lookedNanos = System.nanoTime();
            readAgain();
        }
        return table;
    }

    private void readAgain() {
        try {
            long changed = changedMillis();
            if (changed != changedMillis) {
                table = table.followedBy(read(), changed * MILLI_NANOS);
                changedMillis = changed;
            }
        } catch (IOException e) {
            messages.accept("leases cannot be read again: " + FailureReason.of(e));
        }
    }
}
