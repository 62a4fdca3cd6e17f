package io.sharetap.tcp;

import io.sharetap.base.Hosts;

/**
 * Names one TCP connection: who is client, who is server, and where it was seen. Immutable.
 *
 * <p>Addresses are 128 bits in two longs, IPv4 as {@code ::ffff:a.b.c.d}; MACs 48 bits or -1; {@code vlanId} -1
 * without.
 *
 * @param number from 1, in the order in which the worker met them
 * @param handshakeSeen false: picked up in the middle, the client was told by the server's port
 * @param home the client and the server that it counts for: those of its addresses, or the two hosts whose session it
 *     is a channel of, whose addresses may be others
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

    /** A connection that counts for the hosts of its addresses. */
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
