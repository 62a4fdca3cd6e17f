package io.sharetap.smb;

import io.sharetap.base.Hosts;
import io.sharetap.base.Share;
import io.sharetap.tcp.Connection;
import java.util.HashMap;
import java.util.Map;

/**
 * Counts the SMB connections between two hosts: any of them may carry any session of the two ([MS-SMB2] 3.2.1.2), even
 * one whose logon was not seen. Also holds the pair's part of each table.
 */
final class HostPairs {
    private final Map<Hosts, Pair> pairs = new HashMap<>();
    private int connections;
    private int tables;

    /** Two hosts, the number of connections between them, and their parts of the tables. */
    static final class Pair {
        final UnseenChanges unseenChanges = new UnseenChanges();
        final Hosts hosts;
        int connections;

        /** Messages seen between them. */
        long messages;

        private int entries;
        private final Part[] parts;

        private Pair(Hosts hosts, int tables) {
            this.hosts = hosts;
            parts = new Part[tables];
        }

        /** The pair's part of a table; null where it has no entry there. */
        Part part(int table) {
            return parts[table];
        }
    }

    /** The entries of a host pair in one table, in the order in which they were touched. */
    static final class Part extends Share {
        final Pair pair;
        TableEntry oldest;
        TableEntry newest;

        private Part(Pair pair) {
            this.pair = pair;
        }
    }

    /** Numbers one more table; all tables must be numbered before the first pair is made. */
    int tableNumber() {
        return tables++;
    }

    /** Whether there is no connection at all. */
    boolean empty() {
        return connections == 0;
    }

    /** The pair of a connection. It is kept as long as it has a connection or an entry in a table. */
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

    /** Adds an entry to the pair's part of a table. */
    Part enter(Pair pair, int table) {
        pair.entries++;
        Part part = pair.parts[table];
        if (part == null) {
            part = new Part(pair);
            pair.parts[table] = part;
        }
        return part;
    }

    /** Removes an entry from the part. */
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
