package io.sharetap.baseline;

import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.hash.serialization.SizedReader;
import net.openhft.chronicle.hash.serialization.SizedWriter;
import net.openhft.chronicle.hash.serialization.impl.EnumMarshallable;

/** Moves entries between the heap and a Chronicle Map without an allocation. Its name stands in the maps' files. */
public final class EntryMarshaller
        implements SizedReader<Entry>, SizedWriter<Entry>, EnumMarshallable<EntryMarshaller> {
    /** The only one. */
    public static final EntryMarshaller INSTANCE = new EntryMarshaller();

    private EntryMarshaller() {}

    @Override
    @SuppressWarnings("rawtypes")
    public Entry read(Bytes in, long size, Entry using) {
        Entry entry = using == null ? new Entry() : using;
        entry.resize(Math.toIntExact(size));
        in.read(entry.array(), 0, entry.length());
        return entry;
    }

    @Override
    public long size(Entry entry) {
        return entry.length();
    }

    @Override
    @SuppressWarnings("rawtypes")
    public void write(Bytes out, long size, Entry entry) {
        out.write(entry.array(), 0, entry.length());
    }

    @Override
    public EntryMarshaller readResolve() {
        return INSTANCE;
    }
}
