package io.sharetap.baseline;

import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.hash.serialization.SizedReader;
import net.openhft.chronicle.hash.serialization.impl.EnumMarshallable;

/** Reads entries out of a Chronicle Map without an allocation. Its class name is stored in the maps' files. */
public final class EntrySizedReader implements SizedReader<Entry>, EnumMarshallable<EntrySizedReader> {
    /** The only instance. */
    public static final EntrySizedReader INSTANCE = new EntrySizedReader();

    private EntrySizedReader() {}

    @Override
    @SuppressWarnings("rawtypes")
    public Entry read(Bytes in, long size, Entry using) {
        Entry entry = using == null ? new Entry() : using;
        entry.resize(Math.toIntExact(size));
        in.read(entry.array(), 0, entry.length());
        return entry;
    }

    @Override
    public EntrySizedReader readResolve() {
        return INSTANCE;
    }
}
