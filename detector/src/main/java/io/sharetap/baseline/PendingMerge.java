package io.sharetap.baseline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Notes in the folder that another baseline is being united with this one. What it reads from is not known here, so a
 * process that is killed meanwhile leaves a part of it, and the note. To unite once more takes the rest, and counts
 * nothing twice.
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

    /** True: an import or a merge was cut off, and none has come to its end since. */
    boolean isCutOff() {
        return note != null && Files.exists(note);
    }
}
