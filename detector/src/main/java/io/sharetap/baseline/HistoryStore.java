package io.sharetap.baseline;

import java.util.function.BiConsumer;

/** Stores values under keys, for a part of a baseline whose storage another system provides. One thread calls it. */
public interface HistoryStore {
    /** The value; null where there is none. The array must not be changed. */
    byte[] get(byte[] key);

    /** Stores a value; null removes it. */
    void put(byte[] key, byte[] value);

    /** Passes on all entries. The arrays must not be changed. */
    void forEach(BiConsumer<byte[], byte[]> visitor);
}
