package io.sharetap.rpc;

import java.util.LinkedHashMap;
import java.util.Map;

/** Remembers a bounded number of values. The one that was neither put nor asked for longest is forgotten first. */
final class Latest<K, V> {
    private final Map<K, V> values;

    Latest(int max) {
        values = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > max;
            }
        };
    }

    void put(K key, V value) {
        values.put(key, value);
    }

    /** The value; null where there is none. */
    V get(K key) {
        return values.get(key);
    }
}
