package io.sharetap.baseline;

import net.openhft.chronicle.algo.hashing.LongHashFunction;
import net.openhft.chronicle.bytes.BytesStore;
import net.openhft.chronicle.bytes.RandomDataInput;
import net.openhft.chronicle.bytes.RandomDataOutput;
import net.openhft.chronicle.hash.AbstractData;
import net.openhft.chronicle.hash.Data;
import net.openhft.chronicle.hash.serialization.DataAccess;
import net.openhft.chronicle.wire.WireIn;
import net.openhft.chronicle.wire.WireOut;

/**
 * Lets a Chronicle Map hash, compare and copy entries from the heap, without an intermediate copy or an allocation. Its
 * class name is stored in the maps' files.
 */
public final class EntryDataAccess extends AbstractData<Entry> implements DataAccess<Entry> {
    private transient Entry entry;

    @Override
    public Data<Entry> getData(Entry instance) {
        entry = instance;
        return this;
    }

    @Override
    public void uninit() {
        entry = null;
    }

    @Override
    public long size() {
        return entry.length();
    }

    @Override
    public long hash(LongHashFunction function) {
        return function.hashBytes(entry.array(), 0, entry.length());
    }

    @Override
    @SuppressWarnings("rawtypes")
    public boolean equivalent(RandomDataInput source, long sourceOffset) {
        int at = 0;
        for (; at + Long.BYTES <= entry.length(); at += Long.BYTES) {
            if (source.readLong(sourceOffset + at) != entry.i64(at)) {
                return false;
            }
        }
        for (; at < entry.length(); at++) {
            if (source.readUnsignedByte(sourceOffset + at) != entry.u8(at)) {
                return false;
            }
        }
        return true;
    }

    @Override
    @SuppressWarnings("rawtypes")
    public void writeTo(RandomDataOutput target, long targetOffset) {
        target.write(targetOffset, entry.array(), 0, entry.length());
    }

    /** Only for other callers: the map itself never asks for the bytes in this form. */
    @Override
    @SuppressWarnings("rawtypes")
    public RandomDataInput bytes() {
        return BytesStore.wrap(entry.array());
    }

    @Override
    public long offset() {
        return 0;
    }

    @Override
    public Entry get() {
        return entry;
    }

    @Override
    public Entry getUsing(Entry using) {
        Entry copy = using == null ? new Entry() : using;
        copy.copyFrom(entry);
        return copy;
    }

    @Override
    public DataAccess<Entry> copy() {
        return new EntryDataAccess();
    }

    @Override
    public void readMarshallable(WireIn wire) {
        // It has no state to read.
    }

    @Override
    public void writeMarshallable(WireOut wire) {
        // It has no state to write.
    }

    @Override
    public String toString() {
        return "an entry";
    }
}
