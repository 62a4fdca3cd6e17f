package io.sharetap.smb;

import io.sharetap.tcp.Connection;

/**
 * Counts the connections between two hosts that speak SMB: any of them may carry any session of the two ([MS-SMB2]
 * 3.2.1.2), also one of which no logon was seen.
 */
final class HostPairs {
    private final BoundedTable<Pair> table = new BoundedTable<>(Integer.MAX_VALUE);

    /** Two hosts and how many connections are between them; as many pairs are kept as there are connections. */
    static final class Pair extends TableEntry {
        final UnseenChanges unseenChanges = new UnseenChanges();
        int connections;
    }

    /** True: there is no connection at all. */
    boolean empty() {
        return table.size() == 0;
    }

    Pair enter(Connection connection) {
        Pair pair = of(connection);
        pair.connections++;
        return pair;
    }

    /** The pair of a connection that has entered. */
    Pair of(Connection connection) {
        long clientHigh = connection.clientHigh();
        long clientLow = connection.clientLow();
        Pair pair = table.find(clientHigh, clientLow, connection.serverHigh(), connection.serverLow());
        if (pair == null) {
            pair = new Pair();
            pair.key(clientHigh, clientLow, connection.serverHigh(), connection.serverLow());
            table.add(pair);
        }
        return pair;
    }

    void leave(Pair pair) {
        if (--pair.connections == 0) {
            table.remove(pair);
        }
    }
}
