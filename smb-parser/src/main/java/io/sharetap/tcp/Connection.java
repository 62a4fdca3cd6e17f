package io.sharetap.tcp;

import io.sharetap.base.Hosts;

/**
 * Names one TCP connection: its client, its server, and where it was seen. Immutable.
 *
 * <p>Addresses are 128 bits in two longs, IPv4 as {@code ::ffff:a.b.c.d}; MACs 48 bits or -1; {@code vlanId} -1
 * without.
 *
 * @param number from 1, in the order in which the worker met the connections
 * @param handshakeSeen false: first seen in the middle; the port tells which end is the server
 * @param home the client and the server for which the connection counts: those of its addresses, or, for a further
 *     channel of a session, that session's hosts, whose addresses may differ
 */
public record Connection(
        long number,
        long clientHigh,
        long clientLow,
        int clientPort,
        long clientMac,
        long serverHigh,
        long serverLow,
        int serverPort,
        long serverMac,
        int vlanId,
        boolean handshakeSeen,
        Hosts home) {

    /** Names a connection that counts for the hosts of its own addresses. */
    public Connection(
            long number,
            long clientHigh,
            long clientLow,
            int clientPort,
            long clientMac,
            long serverHigh,
            long serverLow,
            int serverPort,
            long serverMac,
            int vlanId,
            boolean handshakeSeen) {
        this(
                number,
                clientHigh,
                clientLow,
                clientPort,
                clientMac,
                serverHigh,
                serverLow,
                serverPort,
                serverMac,
                vlanId,
                handshakeSeen,
                new Hosts(clientHigh, clientLow, serverHigh, serverLow));
    }
}
