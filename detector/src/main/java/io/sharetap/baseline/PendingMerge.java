package io.sharetap.baseline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Notes in the folder that another baseline is being merged into this one. The source is not known here, so if the
 * process is killed, part of it is merged, and the note remains. Merging again takes the rest, and counts nothing
 * twice.
 */
final class PendingMerge {
    static final String NAME = "merging";

    private final Path note;

    /** @param folder null: the baseline is in memory, and ends with the process */
    PendingMerge(Path folder) {
        note = folder == null ? null : folder.resolve(NAME);
    }

    void begin() throws IOException {
        if (note != null && !Files.exists(note)) {
            Files.createFile(note);
        }
    }

    void end() throws IOException {
        if (note != null) {
            Files.deleteIfExists(note);
        }
    }

    /** Whether an import or merge was cut off, and none was completed since. */
    boolean isCutOff() {
        return note != null && Files.exists(note);
    }
}
