package io.sharetap.baseline;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.reflect.Field;
import net.openhft.chronicle.hash.impl.VanillaChronicleHash;
import net.openhft.chronicle.map.ChronicleMap;

/**
 * Takes from the disk what a map in a file is about to be extended by.
 *
 * <p>Chronicle Map extends a file with a hole and maps that. Where the disk is full the first write to it would be a
 * signal to the process, and the map's structure would be lost. So the bytes are written here before; where that fails
 * the map is told that it is as large as it may become, which it takes well.
 */
final class MapExtension {
    /** Not public in Chronicle Map: how many parts may be added, and how many bytes it adds at once. */
    private static final Field PARTS_MAX = field("maxExtraTiers");

    private static final Field STEP_BYTES = field("tierBulkSizeInBytes");

    /** Chronicle Map begins what it adds at a page, whatever the page's size. */
    private static final long ALIGNMENT_BYTES = 1 << 17;

    private final VanillaChronicleHash<?, ?, ?, ?> map;
    private final File file;
    private long partsMax;
    private int stepsReady;
    private boolean diskFull;

    /** @param file null: the map is in memory */
    MapExtension(ChronicleMap<?, ?> map, File file) {
        this.map = (VanillaChronicleHash<?, ?, ?, ?>) map;
        this.file = file;
        try {
            partsMax = PARTS_MAX.getLong(map);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Field field(String name) {
        try {
            Field field = VanillaChronicleHash.class.getDeclaredField(name);
            field.setAccessible(true);
            return field;
        } catch (NoSuchFieldException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Called before an entry is added or grows. False: the map cannot be extended any more. */
    boolean prepare() {
        if (map.globalMutableState().getFirstFreeTierIndex() > 0) {
            return true;
        }
        if (map.globalMutableState().getExtraTiersInUse() >= partsMax) {
            return false;
        }
        int steps = map.globalMutableState().getAllocatedExtraTierBulks();
        if (file == null || steps < stepsReady) {
            return true;
        }
        try {
            extend();
            stepsReady = steps + 1;
            return true;
        } catch (IOException e) {
            diskFull = true;
            end();
            return false;
        }
    }

    /** True: for want of room on the disk the map is not extended any more. */
    boolean diskFull() {
        return diskFull;
    }

    private void extend() throws IOException {
        try (RandomAccessFile opened = new RandomAccessFile(file, "rw")) {
            long before = opened.length();
            try {
                AllocatedFile.append(opened.getChannel(), before + STEP_BYTES.getLong(map) + ALIGNMENT_BYTES);
            } catch (IOException e) {
                opened.setLength(before);
                throw e;
            }
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private void end() {
        partsMax = map.globalMutableState().getExtraTiersInUse();
        try {
            PARTS_MAX.setLong(map, partsMax);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
