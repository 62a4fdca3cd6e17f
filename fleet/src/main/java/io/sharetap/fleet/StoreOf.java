package io.sharetap.fleet;

import io.sharetap.baseline.HistoryStore;
import java.util.function.BiConsumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;

/** Presents a section of a step's store as the store of a part of the baseline. */
record StoreOf(SectionStore store) implements HistoryStore {
    @Override
    public byte[] get(byte[] key) {
        return store.get(Bytes.wrap(key));
    }

    @Override
    public void put(byte[] key, byte[] value) {
        store.put(Bytes.wrap(key), value);
    }

    @Override
    public void forEach(BiConsumer<byte[], byte[]> visitor) {
        try (KeyValueIterator<Bytes, byte[]> all = store.all()) {
            while (all.hasNext()) {
                KeyValue<Bytes, byte[]> each = all.next();
                visitor.accept(each.key.get(), each.value);
            }
        }
    }
}
