package io.sharetap.baseline;

import java.lang.reflect.Method;
import net.openhft.chronicle.core.Jvm;
import net.openhft.chronicle.map.ChronicleMap;
import net.openhft.chronicle.map.ChronicleMapBuilder;
import net.openhft.chronicle.map.VanillaChronicleMap;
import net.openhft.posix.PosixAPI;
import net.openhft.posix.internal.PosixAPIHolder;

/** Configures the Chronicle Maps of a baseline. */
final class EntryMapBuilder {
    private static final int MAX_CHUNKS = 63;
    private static final double BLOAT = 8;

    /** The map searches a part for free chunks from its beginning, so parts are kept small. */
    private static final int ENTRIES_PER_PART = 1_220;

    private static final long HEADER_BYTES_MOST = 1 << 14;
    private static final long PART_HEADER_BYTES_MOST = 192;

    private static final int PARTS_MAX = 1 << 13;

    static {
        startWithoutLibrary();
    }

    /** Not public in Chronicle Map: computes a map's measures without allocating its memory. */
    private static final Method MEASURES = measures();

    private EntryMapBuilder() {}

    /**
     * Chronicle loads the C library's functions when it starts, by classes that are generated at run time. Maps in
     * memory call none of them, so that is put off; a caller of such a function loads them then.
     */
    private static void startWithoutLibrary() {
        if (PosixAPIHolder.POSIX_API == null) {
            PosixAPI.useNoOpPosixApi();
            Jvm.init();
            PosixAPIHolder.POSIX_API = null;
        }
    }

    private static Method measures() {
        try {
            Method method = ChronicleMapBuilder.class.getDeclaredMethod("newMap");
            method.setAccessible(true);
            return method;
        } catch (NoSuchMethodException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** The size of a new file for a map of this shape. */
    static long bytes(EntryMap.Shape shape) {
        try {
            VanillaChronicleMap<?, ?, ?> measured = (VanillaChronicleMap<?, ?, ?>) MEASURES.invoke(of(shape));
            long parts = measured.actualSegments;
            return HEADER_BYTES_MOST + parts * (PART_HEADER_BYTES_MOST + measured.tierSize);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the map " + shape.name() + " cannot be measured", e);
        }
    }

    /** A builder for a map of this shape, in memory or in a file. */
    static ChronicleMapBuilder<Entry, Entry> of(EntryMap.Shape shape) {
        Entry sampleKey = new Entry();
        sampleKey.resize(shape.keyBytes());
        Entry sampleValue = new Entry();
        sampleValue.resize(shape.valueBytes());
        ChronicleMapBuilder<Entry, Entry> builder = ChronicleMap.of(Entry.class, Entry.class)
                .name(shape.name())
                .entries(shape.capacity())
                .maxBloatFactor(BLOAT)
                .minSegments((int) Math.min(PARTS_MAX, Math.max(1, shape.capacity() / ENTRIES_PER_PART)))
                .keyReaderAndDataAccess(EntrySizedReader.INSTANCE, new EntryDataAccess())
                .valueReaderAndDataAccess(EntrySizedReader.INSTANCE, new EntryDataAccess())
                .constantKeySizeBySample(sampleKey)
                .checksumEntries(!shape.changedInPlace())
                .skipCloseOnExitHook(true);
        if (shape.fixed()) {
            return builder.constantValueSizeBySample(sampleValue);
        }
        return builder.averageValueSize(shape.valueBytes())
                .actualChunkSize(shape.chunkBytes())
                .maxChunksPerEntry(MAX_CHUNKS);
    }
}
