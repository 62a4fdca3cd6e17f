package io.sharetap.rpc;

import io.sharetap.base.Moment;
import io.sharetap.tcp.Connection;
import java.util.LinkedHashMap;
import java.util.Map;

/** Remembers which clients wrote files to which servers within the last ten minutes. */
final class RecentWriters {
    private static final long RECENT_NANOS = 600_000_000_000L;

    private final Map<Pair, Long> lastNanos;

    private record Pair(long clientHigh, long clientLow, long serverHigh, long serverLow) {
        static Pair of(Connection connection) {
            return new Pair(
                    connection.clientHigh(), connection.clientLow(), connection.serverHigh(), connection.serverLow());
        }
    }

    RecentWriters(int max) {
        lastNanos = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Pair, Long> eldest) {
                return size() > max;
            }
        };
    }

    void note(Connection connection, Moment now) {
        lastNanos.put(Pair.of(connection), now.clockNanos());
    }

    boolean wrote(Connection connection, Moment now) {
        Long last = lastNanos.get(Pair.of(connection));
        return last != null && now.clockNanos() - last <= RECENT_NANOS;
    }
}
