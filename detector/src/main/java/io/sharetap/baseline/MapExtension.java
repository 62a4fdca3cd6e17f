package io.sharetap.baseline;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.reflect.Field;
import net.openhft.chronicle.hash.VanillaGlobalMutableState;
import net.openhft.chronicle.hash.impl.VanillaChronicleHash;
import net.openhft.chronicle.map.ChronicleMap;

/**
 * Allocates disk space for a map in a file before the map extends itself.
 *
 * <p>Chronicle Map extends a file with a hole and maps that. Where the disk is full, the first write to the hole would
 * end the process with a signal, and the map's structure would be lost. So the map is told that it has its greatest
 * size already, which makes it fail cleanly, and is allowed to grow by a step only after the step's bytes were written.
 */
final class MapExtension {
    /** Not public in Chronicle Map: how many tiers may be added, and how many bytes it adds at once. */
    private static final Field PARTS_MAX = field("maxExtraTiers");

    private static final Field STEP_BYTES = field("tierBulkSizeInBytes");

    /** Chronicle Map begins an extension at a page boundary, whatever the page size. */
    private static final long ALIGNMENT_BYTES = 1 << 17;

    private final VanillaChronicleHash<?, ?, ?, ?> map;
    private final File file;
    private final long partsMost;
    private int stepsReady;
    private boolean diskFull;
    private FolderBytes bound = new FolderBytes(Long.MAX_VALUE);

    /** @param file null: the map is in memory, and extends itself */
    MapExtension(ChronicleMap<?, ?> map, File file) {
        this.map = (VanillaChronicleHash<?, ?, ?, ?>) map;
        this.file = file;
        partsMost = get(PARTS_MAX);
        if (file != null) {
            setPartsMax(state().getExtraTiersInUse());
        }
    }

    /** From now on the map's file grows only within this bound. */
    void within(FolderBytes folderBytes) {
        bound = folderBytes;
    }

    private VanillaGlobalMutableState state() {
        return map.globalMutableState();
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

    /** Whether a full part can be extended. If not, a change that needs it fails, and alters nothing. */
    boolean isReady() {
        VanillaGlobalMutableState state = state();
        return state.getFirstFreeTierIndex() > 0
                || (file == null
                        ? state.getExtraTiersInUse() < partsMost
                        : state.getAllocatedExtraTierBulks() < stepsReady);
    }

    /** Prepares an extension after a change failed for want of it. Returns whether the change can be tried again. */
    boolean extend() {
        int steps = state().getAllocatedExtraTierBulks() + 1;
        if (file == null || isReady() || steps * map.tiersInBulk > partsMost) {
            return false;
        }
        long bytes = get(STEP_BYTES) + ALIGNMENT_BYTES;
        if (!bound.take(bytes)) {
            return false;
        }
        try (RandomAccessFile opened = new RandomAccessFile(file, "rw")) {
            append(opened, bytes);
        } catch (IOException e) {
            bound.giveBack(bytes);
            diskFull = true;
            return false;
        }
        stepsReady = steps;
        setPartsMax(steps * map.tiersInBulk);
        return true;
    }

    private void append(RandomAccessFile opened, long bytes) throws IOException {
        long before = opened.length();
        try {
            AllocatedFile.append(opened.getChannel(), before + bytes);
        } catch (IOException e) {
            opened.setLength(before);
            throw e;
        }
    }

    /** Whether the disk had no room for an extension. */
    boolean diskFull() {
        return diskFull;
    }

    private long get(Field field) {
        try {
            return field.getLong(map);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private void setPartsMax(long parts) {
        try {
            PARTS_MAX.setLong(map, parts);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
