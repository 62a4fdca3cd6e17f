package io.sharetap.baseline;

import net.openhft.chronicle.map.ChronicleMap;
import net.openhft.chronicle.map.ChronicleMapBuilder;

/** Tells Chronicle Map how the maps of a baseline are laid out. */
final class EntryMapBuilder {
    private static final int MAX_CHUNKS = 63;
    private static final double BLOAT = 8;

    /** The map looks for free chunks from the beginning of a part, so parts are kept small. */
    private static final int ENTRIES_PER_PART = 1_220;

    private static final int PARTS_MAX = 1 << 13;

    private EntryMapBuilder() {}

    /** A builder of a map of this shape, in memory or in a file. */
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
