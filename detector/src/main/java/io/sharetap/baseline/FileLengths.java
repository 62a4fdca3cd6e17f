package io.sharetap.baseline;

import java.io.File;
import java.nio.file.Path;
import java.util.List;

/**
 * Knows how long the files of a baseline were: none ever becomes shorter, so one that did was cut by somebody else.
 * What is mapped of it is gone, and to read that would end the process with a signal.
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

    /** Says which file is shorter than it was; null: none. */
    String cutFile() {
        for (int i = 0; i < files.size(); i++) {
            long bytes = files.get(i).length();
            if (bytes < state.fileBytes(i) && !files.get(i).isDirectory()) {
                return files.get(i).getName() + " has " + bytes + " of its " + state.fileBytes(i) + " bytes";
            }
        }
        return null;
    }

    /** Takes the lengths that they have now for right. */
    void note() {
        for (int i = 0; i < files.size(); i++) {
            state.fileBytes(i, files.get(i).length());
        }
    }
}
