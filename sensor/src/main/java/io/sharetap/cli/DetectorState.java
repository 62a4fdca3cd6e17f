package io.sharetap.cli;

import io.sharetap.detect.RareWriteDetector;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/**
 * Keeps what a detector remembers beside its baseline, in the baseline's folder, so that a restart raises no alert
 * twice. The folder belongs to whoever has its baseline open.
 */
final class DetectorState {
    private static final String FILE = "detector.state";
    private static final String UNFINISHED = FILE + ".unfinished";
    private static final String DAMAGED = FILE + ".damaged";

    private final Path file;
    private final Path unfinished;
    private final Path damaged;

    DetectorState(Path folder) {
        file = folder.resolve(FILE);
        unfinished = folder.resolve(UNFINISHED);
        damaged = folder.resolve(DAMAGED);
    }

    boolean isThere() {
        return Files.exists(file);
    }

    /** False: the file cannot be used, was set aside, and this detector must not be used either. */
    boolean restore(RareWriteDetector detector, Consumer<String> messages) {
        try {
            detector.restore(Files.readAllBytes(file));
            return true;
        } catch (IOException | IllegalArgumentException e) {
            messages.accept(file + ": " + e.getMessage() + "; it was set aside as " + damaged.getFileName()
                    + ", alerts of the last day may be raised again");
            setAside(messages);
            return false;
        }
    }

    private void setAside(Consumer<String> messages) {
        try {
            Files.move(file, damaged, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            messages.accept(file + ": cannot be set aside: " + e.getMessage());
        }
    }

    /** Writes it whole or not at all, a power failure included. */
    void save(RareWriteDetector detector) throws IOException {
        try (FileChannel channel = FileChannel.open(
                unfinished,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE)) {
            ByteBuffer state = ByteBuffer.wrap(detector.save());
            while (state.hasRemaining()) {
                channel.write(state);
            }
            channel.force(true);
        }
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
