package io.sharetap.baseline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Converts a folder of format 1 to the present one. In format 1 the writes of the day were a map, and checksums guarded
 * the sketches, which are now changed in place.
 *
 * <p>The conversion can be repeated after a kill at any moment: the version is written last, and replaced files are
 * deleted after that.
 */
final class FormatOne {
    static final int VERSION = 1;

    private static final String OLD_WRITES = "writes-of-day" + BaselineMaps.MAP_ENDING;
    private static final String NEW = ".new";
    private static final int WRITES_NUMBER = 7;

    private final Path folder;
    private final BaselineSettings.Capacity capacity;
    private final boolean recover;
    private final RedoSlot redo;

    /** @param recover true: the last process ended without closing the folder */
    FormatOne(Path folder, BaselineSettings.Capacity capacity, boolean recover, RedoSlot redo) {
        this.folder = folder;
        this.capacity = capacity;
        this.recover = recover;
        this.redo = redo;
    }

    void convert() throws IOException {
        convertSketches();
        convertWrites();
    }

    private void convertSketches() throws IOException {
        EntryMap.Shape shape = BaselineMaps.crowds(capacity);
        Path file = folder.resolve(shape.name() + BaselineMaps.MAP_ENDING);
        Path converted = folder.resolve(shape.name() + BaselineMaps.MAP_ENDING + NEW);
        Files.deleteIfExists(converted);
        try (EntryMap from = open(shape, BaselineMaps.CROWDS_NUMBER, file);
                EntryMap to = EntryMap.inFile(
                        shape, BaselineMaps.CROWDS_NUMBER, converted.toFile(), false, RedoSlot.none())) {
            from.forEach(to::put);
        }
        Files.move(converted, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private void convertWrites() throws IOException {
        EntryMap.Shape shape = BaselineMaps.fixed(
                WritesOfDay.NAME, WritesOfDay.KEY_LENGTH, WritesOfDay.VALUE_LENGTH, capacity.writesOfDay());
        try (EntryMap from = open(shape, WRITES_NUMBER, folder.resolve(OLD_WRITES));
                WritesOfDay to = WritesOfDay.inFile(capacity.writesOfDay(), folder.resolve(BaselineMaps.WRITES_FILE))) {
            to.clear();
            from.forEach(to::put);
        }
    }

    /** Deletes files that the conversion left, once the folder has the present format. */
    static void deleteRest(Path folder) throws IOException {
        Files.deleteIfExists(folder.resolve(OLD_WRITES));
    }

    private EntryMap open(EntryMap.Shape shape, int number, Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new IOException(file.getFileName() + " is not there");
        }
        EntryMap map = EntryMap.inFile(shape, number, file.toFile(), recover, RedoSlot.none());
        if (recover) {
            redo.redo(map);
        }
        return map;
    }
}
