package io.sharetap.baseline;

import java.io.File;
import java.nio.file.Path;
import java.util.List;

/**
 * Remembers how long the files of a baseline were. The baseline never shortens a file, so one that is shorter was cut
 * by another process. The cut part is still mapped, and reading it would end the process with a signal.
 */
final class FileLengths {
    private final StateFile state;
    private final List<File> files;

    FileLengths(Path folder, StateFile state) {
        this.state = state;
        files = BaselineMaps.fileNames().stream()
                .map(name -> folder.resolve(name).toFile())
                .toList();
    }

    /** The file that is shorter than it was, in words; null where there is none. */
    String cutFile() {
        for (int i = 0; i < files.size(); i++) {
            long bytes = files.get(i).length();
            if (bytes < state.fileBytes(i) && !files.get(i).isDirectory()) {
                return files.get(i).getName() + " has " + bytes + " of its " + state.fileBytes(i) + " bytes";
            }
        }
        return null;
    }

    /** Takes the files' present lengths as the right ones. */
    void note() {
        for (int i = 0; i < files.size(); i++) {
            state.fileBytes(i, files.get(i).length());
        }
    }
}
