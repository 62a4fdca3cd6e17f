package io.sharetap.smb;

import io.sharetap.base.Hosts;
import io.sharetap.base.Share;
import io.sharetap.tcp.Connection;
import java.util.HashMap;
import java.util.Map;

/**
 * Counts the connections between two hosts that speak SMB: any of them may carry any session of the two ([MS-SMB2]
 * 3.2.1.2), also one of which no logon was seen. Knows besides what the two take of each table.
 */
final class HostPairs {
    private final Map<Hosts, Pair> pairs = new HashMap<>();
    private int connections;
    private int tables;

    /** Two hosts, how many connections are between them, and what they have in the tables. */
    static final class Pair {
        final UnseenChanges unseenChanges = new UnseenChanges();
        final Hosts hosts;
        int connections;

        /** Messages that were seen between them. */
        long messages;

        private int entries;
        private final Part[] parts;

        private Pair(Hosts hosts, int tables) {
            this.hosts = hosts;
            parts = new Part[tables];
        }

        /** What the pair has in a table that it entered. */
        Part part(int table) {
            return parts[table];
        }
    }

    /** What two hosts have in one table, in the order in which it was touched. */
    static final class Part extends Share {
        final Pair pair;
        TableEntry oldest;
        TableEntry newest;

        private Part(Pair pair) {
            this.pair = pair;
        }
    }

    /** The number of a further table, which must be made before the first pair is. */
    int tableNumber() {
        return tables++;
    }

    /** True: there is no connection at all. */
    boolean empty() {
        return connections == 0;
    }

    /** The pair of a connection, which stays as long as it has a connection or an entry in a table. */
    Pair of(Connection connection) {
        return pairs.computeIfAbsent(connection.home(), key -> new Pair(key, tables));
    }

    Pair enter(Connection connection) {
        Pair pair = of(connection);
        pair.connections++;
        connections++;
        return pair;
    }

    void leave(Pair pair) {
        pair.connections--;
        connections--;
        forgetIfIdle(pair);
    }

    /** What the pair has in a table, with one entry more. */
    Part enter(Pair pair, int table) {
        pair.entries++;
        Part part = pair.parts[table];
        if (part == null) {
            part = new Part(pair);
            pair.parts[table] = part;
        }
        return part;
    }

    /** One entry less. */
    void leave(Part part) {
        part.pair.entries--;
        forgetIfIdle(part.pair);
    }

    private void forgetIfIdle(Pair pair) {
        if (pair.connections == 0 && pair.entries == 0) {
            pairs.remove(pair.hosts, pair);
        }
    }
}
