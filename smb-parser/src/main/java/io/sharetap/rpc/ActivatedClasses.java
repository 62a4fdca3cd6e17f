package io.sharetap.rpc;

import io.sharetap.tcp.Connection;
import java.util.LinkedHashMap;
import java.util.Map;

/** Remembers which class a client had a server activate last, so that a call to it is named. */
final class ActivatedClasses {
    private final Map<Pair, String> lastOfPair;

    private record Pair(long clientHigh, long clientLow, long serverHigh, long serverLow) {
        static Pair of(Connection connection) {
            return new Pair(
                    connection.clientHigh(), connection.clientLow(), connection.serverHigh(), connection.serverLow());
        }
    }

    ActivatedClasses(int max) {
        lastOfPair = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Pair, String> eldest) {
                return size() > max;
            }
        };
    }

    void put(Connection connection, String name) {
        lastOfPair.put(Pair.of(connection), name);
    }

    /** Null: none was seen. */
    String of(Connection connection) {
        return lastOfPair.get(Pair.of(connection));
    }
}
