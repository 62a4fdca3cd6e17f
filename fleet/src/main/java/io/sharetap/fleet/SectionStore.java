package io.sharetap.fleet;

import java.util.Arrays;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** Reads and writes one section of a store, by the section's own keys, which are not empty. */
record SectionStore(Section section, KeyValueStore<Bytes, byte[]> store) {
    /** The value; null where there is none. The array must not be changed. */
    byte[] get(Bytes key) {
        return store.get(section.key(key));
    }

    void put(Bytes key, byte[] value) {
        store.put(section.key(key), value);
    }

    void delete(Bytes key) {
        store.delete(section.key(key));
    }

    KeyValueIterator<Bytes, byte[]> all() {
        return range(null, null);
    }

    /** The entries from one key to another, both included, in order; null: from the first, or to the last. */
    KeyValueIterator<Bytes, byte[]> range(Bytes from, Bytes to) {
        return new OwnKeys(store.range(section.key(from), to == null ? section.end() : section.key(to)));
    }

    private record OwnKeys(KeyValueIterator<Bytes, byte[]> entries) implements KeyValueIterator<Bytes, byte[]> {
        @Override
        public boolean hasNext() {
            return entries.hasNext();
        }

        @Override
        public KeyValue<Bytes, byte[]> next() {
            KeyValue<Bytes, byte[]> next = entries.next();
            return new KeyValue<>(own(next.key), next.value);
        }

        @Override
        public Bytes peekNextKey() {
            return own(entries.peekNextKey());
        }

        private static Bytes own(Bytes key) {
            return Bytes.wrap(Arrays.copyOfRange(key.get(), 1, key.get().length));
        }

        @Override
        public void close() {
            entries.close();
        }
    }
}
