package io.sharetap.transfer;

import io.sharetap.tcp.Connection;
import java.util.HashMap;
import java.util.Map;

/**
 * Counts what one client's files on one server take, so that where there is not enough for all, the pair that takes
 * most goes short first: who floods the sensor must not blind it to others.
 */
final class HostPair {
    /** Names the pair by its addresses. */
    record Key(long clientHigh, long clientLow, long serverHigh, long serverLow) {}

    final Key key;
    int files;
    int chunks;

    private HostPair(Key key) {
        this.key = key;
    }

    /** The pairs that have a file. */
    static final class Table {
        private final Map<Key, HostPair> pairs = new HashMap<>();

        /** The pair of a connection, with one more file. */
        HostPair enter(Connection at) {
            Key key = new Key(at.clientHigh(), at.clientLow(), at.serverHigh(), at.serverLow());
            HostPair pair = pairs.computeIfAbsent(key, HostPair::new);
            pair.files++;
            return pair;
        }

        /** One file less. */
        void leave(HostPair pair) {
            pair.files--;
            if (pair.files == 0) {
                pairs.remove(pair.key, pair);
            }
        }
    }
}
