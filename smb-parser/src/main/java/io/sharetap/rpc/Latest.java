package io.sharetap.rpc;

import io.sharetap.tcp.Connection;
import java.util.LinkedHashMap;
import java.util.Map;

/** Remembers a bounded number of values; those that were neither put nor asked for longest are forgotten first. */
final class Latest<K, V> {
    private final Map<K, V> values;

    /** A client and a server, whatever their connection. */
    record Hosts(long clientHigh, long clientLow, long serverHigh, long serverLow) {
        static Hosts of(Connection connection) {
            return new Hosts(
                    connection.clientHigh(), connection.clientLow(), connection.serverHigh(), connection.serverLow());
        }
    }

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

    /** Null: there is none. */
    V get(K key) {
        return values.get(key);
    }
}
