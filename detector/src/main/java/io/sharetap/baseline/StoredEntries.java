package io.sharetap.baseline;

import java.util.Arrays;
import java.util.function.Consumer;

/** Adapts a {@link HistoryStore} to {@link Entries}. */
final class StoredEntries implements Entries {
    private final HistoryStore store;
    private final Entry value = new Entry();
    private byte[] key;

    StoredEntries(HistoryStore store) {
        this.store = store;
    }

    @Override
    public void onRemoval(Consumer<Entry> listener) {
        // Nothing is dropped here: the store's owner removes entries once they are too old to count.
    }

    @Override
    public Entry open(Entry ofKey) {
        key = ofKey.copyOut(0, ofKey.length());
        fill(value, store.get(key));
        return value;
    }

    private static void fill(Entry entry, byte[] bytes) {
        entry.resize(0);
        if (bytes != null) {
            entry.resize(bytes.length);
            entry.copyIn(0, bytes, bytes.length);
        }
    }

    @Override
    public void commit() {
        store.put(key, value.copyOut(0, value.length()));
    }

    @Override
    public boolean openPlace(Entry ofKey) {
        return open(ofKey).length() != 0;
    }

    @Override
    public int placeU8(int at) {
        return value.u8(at);
    }

    @Override
    public int placeU16(int at) {
        return value.u16(at);
    }

    @Override
    public void placeU8(int at, int newValue) {
        value.u8(at, newValue);
        commit();
    }

    @Override
    public boolean remove(Entry ofKey) {
        byte[] taken = Arrays.copyOf(ofKey.array(), ofKey.length());
        boolean present = store.get(taken) != null;
        if (present) {
            store.put(taken, null);
        }
        return present;
    }

    @Override
    public void forEach(Visitor visitor) {
        Entry visitedKey = new Entry();
        Entry visited = new Entry();
        store.forEach((keyBytes, bytes) -> {
            fill(visitedKey, keyBytes);
            fill(visited, bytes);
            visitor.visit(visitedKey, visited);
        });
    }

    @Override
    public boolean isEmpty() {
        return false;
    }
}
