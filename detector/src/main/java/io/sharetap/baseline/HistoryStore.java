package io.sharetap.baseline;

import java.util.function.BiConsumer;

/** Keeps bytes under bytes for a part of a baseline that lies on another machine's engine. One thread calls it. */
public interface HistoryStore {
    /** Null: there is nothing under this key. The array is not to be changed. */
    byte[] get(byte[] key);

    /** Keeps a value; null takes it out. */
    void put(byte[] key, byte[] value);

    /** Gives all that is kept. The arrays are not to be changed. */
    void forEach(BiConsumer<byte[], byte[]> visitor);
}
